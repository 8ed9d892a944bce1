import type { NotFollowed } from "@/lib/access/follow-link";

export const WAIT_PAGE = "/verify/wait";

/** Where somebody is sent whose link was not followed once more. */
export const INSTEAD: Record<NotFollowed, string> = { wait: WAIT_PAGE, unknown: "/cannot-open" };
