import "server-only";
import { NextResponse } from "next/server";

/**
 * The end of every POST: "look there". The address is relative, so that it holds whatever name the browser knows the
 * portal by.
 * @param path begins with one slash
 */
export function seeOther(path: string): NextResponse {
  return new NextResponse(null, { status: 303, headers: { Location: path, "Cache-Control": "no-store" } });
}
