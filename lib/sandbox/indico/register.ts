import { transaction } from "@/lib/db/client";
import { isEmailAddress, normalizeEmail } from "@/lib/registration/email-address";
import { err, ok, type Result } from "@/lib/result";
import { SANDBOX_FORM, type SandboxAnswers, sandboxPriceMinor } from "@/lib/sandbox/indico/form";
import { cleanText } from "@/lib/text/clean-text";

/** What the sandbox asks of somebody new; the rest of Indico's form stays empty. */
export type NewRegistrant = { firstName: string; lastName: string; email: string; isStudent: boolean };

export const REGISTER_PROBLEMS = ["name", "email", "taken"] as const;
export type RegisterProblem = (typeof REGISTER_PROBLEMS)[number];

const NAME = { maxLength: 100 };

/**
 * Registers somebody in the sandbox Indico, as Indico's own form would: unpaid, at its price, one registration an address.
 * @returns the registration's database id
 */
export async function registerInSandbox(
  { firstName, lastName, email, isStudent }: NewRegistrant,
  now: Date,
): Promise<Result<number, RegisterProblem>> {
  const [first, last] = [cleanText(firstName, NAME), cleanText(lastName, NAME)];
  if (!first.ok || !last.ok || !first.value || !last.value) return err("name");
  const address = normalizeEmail(email.trim());
  if (!isEmailAddress(address)) return err("email");
  const answers: SandboxAnswers = { participant: isStudent ? "student" : "regular" };
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM sandbox_form WHERE id = ${SANDBOX_FORM.id} FOR UPDATE`;
    const form = { formId: SANDBOX_FORM.id };
    if (await tx.sandboxRegistration.count({ where: { ...form, email: address, isDeleted: false } }))
      return err("taken");
    const { _max } = await tx.sandboxRegistration.aggregate({ _max: { friendlyId: true } });
    const { id } = await tx.sandboxRegistration.create({
      data: {
        ...form,
        friendlyId: (_max.friendlyId ?? 0) + 1,
        email: address,
        firstName: first.value,
        lastName: last.value,
        answers,
        state: "unpaid",
        priceMinor: sandboxPriceMinor(SANDBOX_FORM.basePriceMinor, answers),
        registeredAt: now,
      },
    });
    return ok(id);
  });
}
