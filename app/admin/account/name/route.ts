import { db } from "@/lib/db/client";
import { singleValue } from "@/lib/http/form-values";
import { cleanText } from "@/lib/text/clean-text";
import { actOnAccount } from "../../act-on-account";

const LONGEST_NAME = 120;

/** POST: changes one's own name. */
export function POST(request: Request): Promise<Response> {
  return actOnAccount(request, async ({ staff, form }) => {
    const name = cleanText(singleValue(form, "name"), { maxLength: LONGEST_NAME });
    if (!name.ok || name.value === "") return { problem: "account.no-name" };
    const client = await db();
    await client.staff.update({ where: { id: staff.id }, data: { name: name.value } });
    return { done: "account.name-changed" };
  });
}
