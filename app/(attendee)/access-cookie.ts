import "server-only";
import { cookies } from "next/headers";
import type { NextResponse } from "next/server";
import { env } from "@/lib/env";

const NAME = "foyer_access";

/** Where the browser keeps the secret. `__Host-` keeps a neighbour on the same domain from putting one there. */
export function accessCookie() {
  const secure = env().publicUrl.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax", secure, path: "/" } as const;
  return { name: secure ? `__Host-${NAME}` : NAME, options };
}

/** The secret of this browser's session, if it has one; `findAccess` says what it opens. */
export async function readAccessToken(): Promise<string | undefined> {
  return (await cookies()).get(accessCookie().name)?.value;
}

/** Hands the secret to the browser. It ends with the browser; the session's row ends it after twelve unused hours. */
export function setAccessToken(response: NextResponse, token: string): void {
  const { name, options } = accessCookie();
  response.cookies.set(name, token, options);
}

/** Takes the secret out of the browser. */
export function dropAccessToken(response: NextResponse): void {
  const { name, options } = accessCookie();
  response.cookies.set(name, "", { ...options, maxAge: 0 });
}
