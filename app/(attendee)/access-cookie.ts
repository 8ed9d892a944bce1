import "server-only";
import { cookies } from "next/headers";
import type { NextResponse } from "next/server";
import { env } from "@/lib/env";

export const ACCESS_COOKIE = "foyer_access";

/** The secret of this browser's session, if it has one; `findAccess` says what it opens. */
export async function readAccessToken(): Promise<string | undefined> {
  return (await cookies()).get(ACCESS_COOKIE)?.value;
}

/** Hands the secret to the browser. It ends with the browser; the session's row ends it after twelve unused hours. */
export function setAccessToken(response: NextResponse, token: string): void {
  response.cookies.set(ACCESS_COOKIE, token, {
    httpOnly: true,
    sameSite: "lax",
    secure: env().publicUrl.startsWith("https:"),
    path: "/",
  });
}
