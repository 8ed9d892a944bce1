import { useReasons } from "../reasons";

/** Why money fits no order, and what to do. */
export function Reason({ code }: { code: string }) {
  return useReasons().suspense(code);
}
