import type { NextRequest, NextResponse } from "next/server";
import { seeOther } from "@/app/see-other";
import { leaveBrowser } from "@/lib/access/leave-browser";
import { dropAccessToken } from "../access-cookie";
import { visitorOf } from "../visitor";

/** POST /leave: ends this browser's session on every registration it holds. */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const { accessToken } = visitorOf(request);
  if (accessToken) await leaveBrowser(accessToken, new Date());
  const response = seeOther("/left");
  dropAccessToken(response);
  return response;
}
