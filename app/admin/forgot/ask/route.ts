import { getLocale } from "next-intl/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { askForReset } from "@/lib/auth/reset-password";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { formValues, singleValue } from "@/lib/http/form-values";

/** POST: mails a link to an account's address; the answer is the same where there is none. */
export async function POST(request: Request): Promise<Response> {
  const email = singleValue(formValues(await readForm(request)), "email").slice(0, 254);
  const address = clientAddress(request.headers.get("x-forwarded-for"), env().TRUSTED_PROXIES);
  const asked = await askForReset(email, { address, locale: await getLocale() }, new Date());
  return seeOther(
    asked === "asked" ? "/admin/forgot?done=account.asked" : "/admin/forgot?problem=account.too-many-tries",
  );
}
