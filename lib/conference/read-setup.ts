import type { z } from "zod";
import { findSessionProblems } from "@/lib/conference/check-session";
import {
  ConferenceFile,
  type Setup,
  type SetupPrice,
  type SetupPromotion,
  type SetupService,
  type SetupSession,
} from "@/lib/conference/conference-file";
import { explainIssue, type FileProblem, namePlace, type ProblemReason } from "@/lib/conference/file-problem";
import { spellSetup } from "@/lib/conference/spell-setup";
import { parseDecimal } from "@/lib/money/money";
import { findWindowProblems } from "@/lib/pricing/price-window";
import { err, ok, type Result } from "@/lib/result";
import { utcFromLocal } from "@/lib/time/zone";

export type ReadSetup = {
  setup: Setup;
  /** A token to keep, null to fall back on the installation's, undefined to leave what is there. */
  indicoToken: string | null | undefined;
};

/**
 * Reads a conference file: its shape, then what its parts say of each other. All problems come at once, so that a file
 * is mended in one go.
 * @param options.indicoUrl the installation's Indico, for a file that names none
 */
export function readSetup(
  file: unknown,
  options: { indicoUrl: string | undefined },
): Result<ReadSetup, readonly FileProblem[]> {
  const parsed = ConferenceFile.safeParse(file, { error: explainIssue });
  if (!parsed.success) {
    return err(parsed.error.issues.map((issue) => toProblem(file, issue)));
  }
  const checked = new FileCheck(file, parsed.data);
  const problems = checked.findProblems(options.indicoUrl);
  if (problems.length) return err(problems);
  const { indico } = parsed.data;
  return ok({ setup: spellSetup(parsed.data, options.indicoUrl), indicoToken: indico ? indico.token : null });
}

/** A finding that our own text fields made carries its reason along. */
function toProblem(file: unknown, issue: z.core.$ZodIssue): FileProblem {
  const { path } = issue;
  // Of a key that is wrong the finding lies within.
  const [within] = issue.code === "invalid_key" ? issue.issues : [];
  if (within) return toProblem(file, { ...within, path });
  const { message } = issue;
  const reason = issue.code === "custom" ? (issue.params as ProblemReason | undefined) : undefined;
  return { place: namePlace(file, path), path, message, ...(reason?.code ? { reason } : {}) };
}

/** A code that opens a category that nobody else may choose. */
const LEAST_OF_AN_OPENING_CODE = 6;

function drawsOn(item: { quotas: string[] } | SetupSession, name: string): boolean {
  return "quotas" in item ? item.quotas.includes(name) : item.quota === name;
}

class FileCheck {
  readonly #problems: FileProblem[] = [];

  constructor(
    readonly raw: unknown,
    readonly file: ConferenceFile,
  ) {}

  findProblems(indicoUrl: string | undefined): FileProblem[] {
    const { conference, payment, indico, quotas, categories, services, questions } = this.file;
    const { rooms, tags, sessions, promotions } = this.file;
    if (conference.endsOn < conference.startsOn) {
      this.#add(["conference", "endsOn"], "The conference ends before it starts. Correct one of the days.");
    }
    this.#instant(["conference", "changesFreeUntil"], conference.changesFreeUntil);
    if (payment.ways.includes("transfer") && !payment.bank) {
      this.#add(["payment", "bank"], 'Give the bank account, or take "transfer" out of the ways.');
    }
    this.#refuseRepeats(["payment", "ways"], payment.ways);
    if (indico && !indico.url && !indicoUrl) {
      this.#add(["indico", "url"], "Give Indico's address: INDICO_URL is not set here.");
    }
    const categoryCodes = categories.map(({ code }) => code);
    this.#refuseRepeats(
      ["quotas"],
      quotas.map(({ name }) => name),
    );
    this.#refuseRepeats(["categories"], categoryCodes);
    this.#refuseRepeats(
      ["services"],
      services.map(({ code }) => code),
    );
    this.#refuseRepeats(
      ["rooms"],
      rooms.map(({ name }) => name),
    );
    this.#refuseRepeats(
      ["tags"],
      tags.map(({ name }) => name),
    );
    this.#refuseRepeats(
      ["sessions"],
      sessions.map(({ code }) => code),
    );
    this.#refuseRepeats(
      ["promotions"],
      promotions.map(({ code }) => code),
    );
    this.#refuseRepeats(
      ["questions"],
      questions.map(({ key }) => key),
    );
    for (const [i, category] of categories.entries()) this.#checkItem(["categories", i], category);
    for (const [i, service] of services.entries()) {
      this.#checkItem(["services", i], service);
      this.#checkTimes(["services", i], service);
    }
    for (const [i, session] of sessions.entries()) this.#checkSession(["sessions", i], session);
    for (const [i, promotion] of promotions.entries()) this.#checkPromotion(["promotions", i], promotion);
    for (const [i, question] of questions.entries()) this.#checkQuestion(["questions", i], question);
    if (indico) this.#checkMapping(indico.mapping, categoryCodes);
    return this.#problems;
  }

  #add(path: readonly PropertyKey[], message: string, reason?: ProblemReason): void {
    this.#problems.push({ place: namePlace(this.raw, path), path, message, ...(reason && { reason }) });
  }

  #refuseRepeats(path: readonly PropertyKey[], names: readonly string[]): void {
    for (const [i, name] of names.entries()) {
      if (names.indexOf(name) === i) continue;
      this.#add([...path, i], `"${name}" is here twice. Take one out or rename it.`, {
        code: "twice",
        values: { name },
      });
    }
  }

  #checkItem(path: readonly PropertyKey[], item: { quotas: string[]; prices: SetupPrice[] }): void {
    const known = this.file.quotas.map(({ name }) => name);
    this.#refuseUnknown([...path, "quotas"], item.quotas, known, "quotas");
    this.#refuseRepeats([...path, "quotas"], item.quotas);
    const { currency } = this.file.conference;
    this.#checkWindows([...path, "prices"], item.prices);
    for (const [i, window] of item.prices.entries()) {
      this.#checkAmount([...path, "prices", i, "price"], window.price, currency);
    }
  }

  #checkAmount(path: readonly PropertyKey[], amount: string, currency: string): void {
    const parsed = parseDecimal(amount, currency);
    if (parsed.ok) return;
    if (parsed.error === "too-large") {
      this.#add(path, "This is more than an amount may be. Correct it.", { code: "price-too-large" });
    } else {
      const message = `Write the price with the decimals that ${currency} has, and no more.`;
      this.#add(path, message, { code: "price-decimals", values: { currency } });
    }
  }

  #checkPromotion(path: readonly PropertyKey[], promotion: SetupPromotion): void {
    const { percent, amount, from, until, quota } = promotion;
    if (amount !== null) this.#checkAmount([...path, "amount"], amount, this.file.conference.currency);
    if (percent !== null && amount !== null) {
      this.#add([...path, "amount"], "Give percent or amount, not both.", { code: "reduced-twice" });
    }
    const nothing = percent === 0 ? "percent" : amount !== null && Number(amount) === 0 ? "amount" : null;
    if (nothing) {
      const message = "Give more than 0, or leave it out: then the code only opens categories.";
      this.#add([...path, nothing], message, { code: "reduced-by-nothing" });
    }
    const begin = this.#instant([...path, "from"], from);
    const end = this.#instant([...path, "until"], until);
    if (begin && end && end <= begin) {
      this.#add([...path, "until"], "This is not after from. Correct one of the two.", { code: "window-empty" });
    }
    const { quotas, categories, services, sessions } = this.file;
    const known = {
      quota: quotas.map(({ name }) => name),
      categories: categories.map(({ code }) => code),
      services: services.filter(({ isGift }) => !isGift).map(({ code }) => code),
    };
    if (quota !== null) this.#refuseUnknown([...path, "quota"], [quota], known.quota, "quotas");
    if (quota !== null && [...categories, ...services, ...sessions].some((item) => drawsOn(item, quota))) {
      const message =
        "Something that is sold or booked draws on this quota. Give the code a quota that codes alone draw on.";
      this.#add([...path, "quota"], message, { code: "quota-of-items", values: { name: quota } });
    }
    const isOpening = categories.some(({ code, needsCode }) => needsCode && promotion.categories.includes(code));
    if (isOpening && promotion.isActive && promotion.code.length < LEAST_OF_AN_OPENING_CODE) {
      const message = `A code that opens a category has at least ${LEAST_OF_AN_OPENING_CODE} characters: a shorter one is guessed.`;
      this.#add([...path, "code"], message, { code: "code-too-short", values: { least: LEAST_OF_AN_OPENING_CODE } });
    }
    for (const name of ["categories", "services"] as const) {
      this.#refuseUnknown([...path, name], promotion[name], known[name], name);
      this.#refuseRepeats([...path, name], promotion[name]);
    }
  }

  /** Positions stand in for labels: two windows may have the same one. */
  #checkWindows(path: readonly PropertyKey[], prices: readonly SetupPrice[]): void {
    const windows = prices.map(({ from, until }, i) => ({
      label: String(i),
      fromUtc: this.#instant([...path, i, "from"], from),
      untilUtc: this.#instant([...path, i, "until"], until),
      priceMinor: 0,
    }));
    for (const problem of findWindowProblems(windows)) {
      const i = Number(problem.label);
      if (problem.code === "window-empty") {
        const message = "This is not after from. Correct one of the two.";
        this.#add([...path, i, "until"], message, { code: "window-empty" });
      } else {
        const earlier = prices[Number(problem.with)]?.label ?? "";
        const message = `"${earlier}" has not ended then. Let one end when the next begins.`;
        this.#add([...path, i, "from"], message, { code: "windows-overlap", values: { earlier } });
      }
    }
  }

  #checkSession(path: readonly PropertyKey[], session: SetupSession): void {
    const { quotas, services, categories } = this.file;
    this.#checkTimes(path, session);
    const opensAt = this.#instant([...path, "opensAt"], session.opensAt);
    const closesAt = this.#instant([...path, "closesAt"], session.closesAt);
    this.#instant([...path, "leaveUntil"], session.leaveUntil);
    for (const { field, message, reason } of findSessionProblems(session, { opensAt, closesAt })) {
      this.#add([...path, field], message, reason);
    }
    this.#refuseRepeats([...path, "tags"], session.tags);
    const categoryCodes = categories.map(({ code }) => code);
    this.#refuseUnknown([...path, "categories"], session.categories, categoryCodes, "categories");
    this.#refuseRepeats([...path, "categories"], session.categories);
    const quotaNames = quotas.map(({ name }) => name);
    if (session.quota !== null) this.#refuseUnknown([...path, "quota"], [session.quota], quotaNames, "quotas");
    const serviceCodes = services.map(({ code }) => code);
    if (session.service !== null)
      this.#refuseUnknown([...path, "service"], [session.service], serviceCodes, "services");
  }

  #checkTimes(path: readonly PropertyKey[], { startsAt, endsAt }: SetupService | SetupSession): void {
    const start = this.#instant([...path, "startsAt"], startsAt);
    const end = this.#instant([...path, "endsAt"], endsAt);
    if ((startsAt === null) !== (endsAt === null)) {
      const message = "Give both startsAt and endsAt, or neither.";
      this.#add([...path, startsAt === null ? "startsAt" : "endsAt"], message, { code: "time-missing" });
    }
    if (start && end && end <= start) {
      const message = "This is not after startsAt. Correct one of the two.";
      this.#add([...path, "endsAt"], message, { code: "ends-before-start" });
    }
  }

  #instant(path: readonly PropertyKey[], local: string | null): Date | null {
    if (local === null) return null;
    const instant = utcFromLocal(local, this.file.conference.timeZone);
    if (instant.ok) return instant.value;
    this.#add(path, "There is no such day or time. Correct it.", { code: "no-such-time" });
    return null;
  }

  #checkQuestion(path: readonly PropertyKey[], question: Setup["questions"][number]): void {
    const isChoice = question.type === "choice" || question.type === "many-choices";
    if (isChoice && question.choices.length === 0) {
      this.#add([...path, "choices"], "Give the choices of this question.", { code: "choices-missing" });
    }
    if (!isChoice && question.choices.length > 0) {
      const message = `A question of type "${question.type}" has no choices. Take them out.`;
      this.#add([...path, "choices"], message, { code: "choices-too-many" });
    }
    this.#refuseRepeats(
      [...path, "choices"],
      question.choices.map(({ value }) => value),
    );
    const known = this.file.categories.map(({ code }) => code);
    this.#refuseUnknown([...path, "categories"], question.categories, known, "categories");
    this.#refuseRepeats([...path, "categories"], question.categories);
  }

  #checkMapping(mapping: NonNullable<Setup["indico"]>["mapping"], categoryCodes: readonly string[]): void {
    const path = ["indico", "mapping"];
    for (const [i, { to, choices }] of mapping.fields.entries()) {
      if (!("question" in to)) continue;
      const question = this.file.questions.find(({ key }) => key === to.question);
      if (!question) {
        const message = `Add "${to.question}" to the questions, or correct it.`;
        const reason = { code: "question-unknown", values: { name: to.question } } as const;
        this.#add([...path, "fields", i, "to", "question"], message, reason);
      } else if (question.choices.length) {
        const values = question.choices.map(({ value }) => value);
        this.#refuseUnknown([...path, "fields", i, "choices"], Object.values(choices ?? {}), values, "choices");
      }
    }
    for (const [i, { category }] of mapping.categories.entries()) {
      this.#refuseUnknown([...path, "categories", i, "category"], [category], categoryCodes, "categories");
    }
  }

  #refuseUnknown(path: readonly PropertyKey[], names: readonly string[], known: readonly string[], what: string): void {
    for (const name of names.filter((wanted) => !known.includes(wanted))) {
      const message = `"${name}" is none of the ${what} (${known.join(", ") || "there are none"}). Correct it or add it.`;
      this.#add(path, message, { code: "unknown-name", values: { name } });
    }
  }
}
