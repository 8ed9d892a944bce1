import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { verifyCode } from "@/lib/access/verify";
import { formValues, singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { setAccessToken } from "../../../access-cookie";
import { visitorOf } from "../../../visitor";

/** POST /verify/{request}/code: spends a try of this page's request, and opens the registration if the code is right. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/verify/[requestId]/code">,
): Promise<Response> {
  const { requestId } = await params;
  const page = `/verify/${encodeURIComponent(requestId)}`;
  const code = singleValue(formValues(await readForm(request)), "code").replace(/[\s-]/g, "");
  if (!/^\d{6}$/.test(code)) return seeOther(`${page}?problem=digits#code`);
  const { address, accessToken } = visitorOf(request);
  if ((await takeToken("codeByAddress", address)) === "refused") return seeOther(`${page}?problem=wait#code`);
  const verified = await verifyCode(requestId, code, accessToken);
  if (!verified.ok) return seeOther(verified.error.code === "wrong" ? `${page}#code` : page);
  const response = seeOther(`/r/${verified.value.publicId}`);
  setAccessToken(response, verified.value.accessToken);
  return response;
}
