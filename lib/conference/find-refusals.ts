import "server-only";
import type { Setup } from "@/lib/conference/conference-file";
import { countUses, type ItemUses, usesOf } from "@/lib/conference/count-uses";
import { describeSetup, type StoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import { refuseSessions } from "@/lib/conference/refuse-sessions";
import type { Rename } from "@/lib/conference/rename-item";
import { identityOf } from "@/lib/conference/write-setup";
import type { Tx } from "@/lib/db/client";

/** What whoever makes the change has agreed to. */
export type Agreed = {
  /** Quotas, by name, that may be lowered below what is taken: those sold are kept and no more is sold. */
  keepSold?: readonly string[];
};

/**
 * The changes that would break what people bought or answered, each with the right way to get there.
 * The caller holds the locks of the conference and its quotas.
 */
export async function findRefusals(
  tx: Tx,
  stored: StoredConference,
  after: Setup,
  { keepSold = [], renames = [] }: Agreed & { renames?: readonly Rename[] } = {},
): Promise<FileProblem[]> {
  return [
    ...(await refuseMoves(tx, stored, after)),
    ...(await refuseShared(tx, after, stored.id)),
    ...refuseQuotas(stored, after, keepSold),
    ...(await refuseItems(tx, stored, after)),
    ...(await refuseSessions(tx, stored, after)),
    ...(await refuseQuestions(tx, stored, after)),
    ...(await refuseFiltered(tx, stored.id, after, renames)),
  ];
}

/**
 * What the filter of an event app names is not taken out: the app would see nobody, or, its filter emptied, everybody.
 * @param renames items that are still there under another name
 */
async function refuseFiltered(
  tx: Tx,
  conferenceId: number,
  { categories, questions }: Setup,
  renames: readonly Rename[],
): Promise<FileProblem[]> {
  const apps = await tx.credential.findMany({
    where: { conferenceId, kind: "lenos", revokedAt: null },
    select: { name: true, appAccess: { select: { categories: true, consentKey: true } } },
    orderBy: { name: "asc" },
  });
  const isThere = (list: "categories" | "questions", name: string) => {
    const now = renames.find((rename) => rename.list === list && rename.from === name)?.to ?? name;
    if (list === "categories") return categories.some(({ code }) => code === now);
    return questions.some(({ key, type }) => key === now && type === "consent");
  };
  return (["categories", "questions"] as const).flatMap((list): FileProblem[] => {
    const users = apps.filter(({ appAccess }) => {
      const { categories: codes = [], consentKey = null } = appAccess ?? {};
      const named = list === "categories" ? codes : consentKey === null ? [] : [consentKey];
      return named.some((name) => !isThere(list, name));
    });
    if (users.length === 0) return [];
    const names = users.map(({ name }) => name).join(", ");
    const message = `The filter of the event app ${names} names it. Change the filter first, under "Machines".`;
    return [{ place: list, message, reason: { code: "used-by", values: { names } } }];
  });
}

async function refuseMoves(tx: Tx, stored: StoredConference, after: Setup): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  const where = { conferenceId: stored.id };
  if (after.conference.currency !== stored.currency) {
    const orders = await tx.order.count({ where });
    if (orders) {
      problems.push({
        place: "conference.currency",
        message: `${orders} orders are in ${stored.currency}. Keep it, or make a new conference with another slug.`,
      });
    }
  }
  if (identityOf(after.indico) !== identityOf(describeSetup(stored).indico)) {
    const linked = await tx.registration.count({ where: { ...where, indicoDbId: { not: null } } });
    if (linked) {
      problems.push({
        place: "indico",
        message: `${linked} registrations belong to the present Indico form. Keep url, eventId and formId, or make a new conference with another slug.`,
      });
    }
  }
  return problems;
}

/**
 * What another conference has already: the Indico form, since its links would lead to two; the prefix of references,
 * since two orders would get the same one (TID + 270001 and TID27 + 0001 are).
 * @param ownId of the conference that the file describes; null for a new one
 */
export async function refuseShared(
  tx: Tx,
  { conference, indico, payment }: Setup,
  ownId: number | null,
): Promise<FileProblem[]> {
  const others = await tx.conference.findMany({
    where: ownId === null ? {} : { id: { not: ownId } },
    select: { slug: true, referencePrefix: true, indicoUrl: true, indicoEventId: true, indicoFormId: true },
  });
  const sharesForm = others.find(
    (other) =>
      indico &&
      other.indicoUrl === indico.url &&
      other.indicoEventId === indico.eventId &&
      other.indicoFormId === indico.formId,
  );
  const prefix = payment.referencePrefix;
  const sharesPrefix = others.find(
    (other) => isAmbiguous(prefix, other.referencePrefix) || isAmbiguous(other.referencePrefix, prefix),
  );
  const { previous } = conference;
  const hasPrevious = previous === null || others.some(({ slug }) => slug === previous);
  return [
    ...(hasPrevious
      ? []
      : [
          {
            place: "conference.previous",
            path: ["conference", "previous"],
            message: `There is no other conference "${previous}". Correct its short name, or leave it out.`,
          },
        ]),
    ...(sharesForm
      ? [
          {
            place: "indico.formId",
            message: `This Indico form belongs to the conference "${sharesForm.slug}". Give another form.`,
          },
        ]
      : []),
    ...(sharesPrefix
      ? [
          {
            place: "payment.referencePrefix",
            message: `References of the conference "${sharesPrefix.slug}" begin with ${sharesPrefix.referencePrefix}, and these could be the same. Give one that differs in its letters.`,
          },
        ]
      : []),
  ];
}

/** Whether `long` is `short` with nothing but digits behind it. */
function isAmbiguous(short: string, long: string): boolean {
  return long.startsWith(short) && /^\d*$/.test(long.slice(short.length));
}

function refuseQuotas(stored: StoredConference, after: Setup, keepSold: readonly string[]): FileProblem[] {
  return stored.quotas.flatMap(({ name, taken, capacity }): FileProblem[] => {
    const i = after.quotas.findIndex((quota) => quota.name === name);
    const wanted = after.quotas[i]?.capacity;
    if (taken === 0 || (wanted !== undefined && (wanted >= Math.min(taken, capacity) || keepSold.includes(name)))) {
      return [];
    }
    if (wanted === undefined) {
      const message = `${taken} places of "${name}" are taken: it cannot be taken out or renamed. Keep it.`;
      return [{ place: "quotas", path: ["quotas"], message, reason: { code: "quota-taken", values: { taken } } }];
    }
    const message = `${taken} places are taken, ${wanted} is less. Give ${taken} or more, or give places back first.`;
    const reason = { code: "quota-below-taken", values: { taken, wanted } } as const;
    return [{ place: `quotas[${i}] (${name}).capacity`, path: ["quotas", i, "capacity"], message, reason }];
  });
}

async function refuseItems(tx: Tx, stored: StoredConference, after: Setup): Promise<FileProblem[]> {
  const uses = await countUses(tx, stored.id);
  return [
    ...stored.categories.flatMap((row) =>
      refuseItem("categories", after.categories, row, usesOf(uses.categories, row.id)),
    ),
    ...stored.services.flatMap((row) => refuseItem("services", after.services, row, usesOf(uses.services, row.id))),
    ...stored.promotions.flatMap((row) =>
      refuseItem(
        "promotions",
        after.promotions.map(({ code, quota }) => ({ code, quotas: quota === null ? [] : [quota] })),
        { code: row.code, quotas: row.quota ? [row.quota] : [] },
        usesOf(uses.promotions, row.id),
      ),
    ),
  ];
}

function refuseItem(
  kind: "categories" | "services" | "promotions",
  wanted: readonly { code: string; quotas: string[] }[],
  row: { code: string; quotas: { name: string }[] },
  { uses, holding }: ItemUses,
): FileProblem[] {
  const i = wanted.findIndex(({ code }) => code === row.code);
  const item = wanted[i];
  if (!item) {
    if (uses === 0) return [];
    const message = `"${row.code}" was chosen ${uses} times: it cannot be taken out or renamed. Keep it and set "isActive" to false, so that nobody new can choose it.`;
    return [{ place: kind, path: [kind], message, reason: { code: "sold", values: { uses } } }];
  }
  const before = row.quotas.map(({ name }) => name).toSorted();
  if (holding === 0 || before.join("\n") === item.quotas.join("\n")) return [];
  const quotas = before.join(", ") || "none";
  const message = `${holding} orders hold places of "${row.code}" in its present quotas (${quotas}), and other quotas would not count them. Keep them, or set "isActive" to false and add an item with a new code.`;
  const reason = { code: "holds-places", values: { holding } } as const;
  const field = kind === "promotions" ? "quota" : "quotas";
  return [{ place: `${kind}[${i}] (${row.code}).${field}`, path: [kind, i, field], message, reason }];
}

async function refuseQuestions(tx: Tx, stored: StoredConference, after: Setup): Promise<FileProblem[]> {
  const before = describeSetup(stored).questions;
  const problems: FileProblem[] = [];
  for (const row of stored.questions) {
    const old = before.find(({ key }) => key === row.key);
    const i = after.questions.findIndex(({ key }) => key === row.key);
    const wanted = after.questions[i];
    const lostChoices = (old?.choices ?? [])
      .map(({ value }) => value)
      .filter((value) => !wanted?.choices.some((choice) => choice.value === value));
    if (wanted && wanted.type === old?.type && !lostChoices.length) continue;
    const answers = await tx.answer.findMany({ where: { questionId: row.id }, select: { value: true } });
    if (!answers.length) continue;
    const place = `questions[${i}] (${row.key})`;
    if (!wanted) {
      const message = `"${row.key}" has ${answers.length} answers: it cannot be taken out or renamed. Keep it and set "isActive" to false.`;
      const reason = { code: "answered", values: { answers: answers.length } } as const;
      problems.push({ place: "questions", path: ["questions"], message, reason });
    } else if (wanted.type !== old?.type) {
      const message = `There are ${answers.length} answers of type "${old?.type}". Keep the type, or set "isActive" to false and add a question with a new key.`;
      const reason = { code: "answered-type", values: { answers: answers.length } } as const;
      problems.push({ place: `${place}.type`, path: ["questions", i, "type"], message, reason });
    } else {
      const given = new Set(answers.flatMap(({ value }) => (Array.isArray(value) ? value : [value])));
      const missed = lostChoices.filter((value) => given.has(value));
      if (!missed.length) continue;
      const choices = missed.map((value) => `"${value}"`).join(", ");
      const message = `People have answered ${choices}. Keep these values; their labels may change.`;
      const reason = { code: "answered-choices", values: { choices } } as const;
      problems.push({ place: `${place}.choices`, path: ["questions", i, "choices"], message, reason });
    }
  }
  return problems;
}
