import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { env } from "@/lib/env";
import { formValues, singleValue } from "@/lib/http/form-values";
import { registerInSandbox } from "@/lib/sandbox/indico/register";

/** Somebody new for the sandbox Indico. What cannot be taken comes back with what was typed. */
export async function POST(request: Request): Promise<Response> {
  if (!env().isDemo) return new Response(null, { status: 404 });
  const values = formValues(await readForm(request));
  const [firstName, lastName, email] = ["firstName", "lastName", "email"].map((name) => singleValue(values, name));
  const typed = { firstName: firstName ?? "", lastName: lastName ?? "", email: email ?? "" };
  const isStudent = singleValue(values, "isStudent") === "yes";
  const registered = await registerInSandbox({ ...typed, isStudent }, new Date());
  if (registered.ok) return seeOther(`/sandbox/indico/registrations/${registered.value}`);
  const back = new URLSearchParams({ problem: registered.error, ...typed, ...(isStudent ? { isStudent: "yes" } : {}) });
  return seeOther(`/sandbox/indico/register?${back}`);
}
