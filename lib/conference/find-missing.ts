import type { Setup } from "@/lib/conference/conference-file";

/** What stands between a set-up and people who register; `stops`: nobody can finish, the others are to be known. */
export type Missing = {
  code: MissingCode;
  part: "conference" | "categories" | "quotas" | "payment" | "indico";
  stops: boolean;
};
export type MissingCode =
  | "no-category"
  | "no-price"
  | "no-quota"
  | "no-bank"
  | "no-stripe"
  | "no-indico"
  | "no-terms"
  | "no-privacy"
  | "closed";

/** What is missing before people can register, what stops them first. */
export function findMissing(setup: Setup, { hasStripe }: { hasStripe: boolean }): Missing[] {
  const { conference, payment, indico, categories } = setup;
  const offered = categories.filter(({ isActive }) => isActive);
  const checks: (Missing & { is: boolean })[] = [
    { is: offered.length === 0, code: "no-category", part: "categories", stops: true },
    { is: offered.some(({ prices }) => prices.length === 0), code: "no-price", part: "categories", stops: true },
    { is: payment.ways.includes("transfer") && !payment.bank, code: "no-bank", part: "payment", stops: true },
    { is: payment.ways.includes("card") && !hasStripe, code: "no-stripe", part: "payment", stops: true },
    { is: !indico, code: "no-indico", part: "indico", stops: true },
    { is: !conference.isOpen, code: "closed", part: "conference", stops: true },
    { is: offered.some(({ quotas }) => quotas.length === 0), code: "no-quota", part: "quotas", stops: false },
    { is: !conference.termsUrl, code: "no-terms", part: "conference", stops: false },
    { is: !conference.privacyUrl, code: "no-privacy", part: "conference", stops: false },
  ];
  return checks.filter(({ is }) => is).map(({ is: _, ...missing }) => missing);
}
