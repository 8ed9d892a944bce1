import "server-only";
import { type Env, readEnv } from "./read-env";

let current: Env | undefined;

/** The configuration, read once. Not at import: a build has none. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}
