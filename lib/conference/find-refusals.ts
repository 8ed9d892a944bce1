import "server-only";
import type { Setup } from "@/lib/conference/conference-file";
import { describeSetup, type StoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import { identityOf } from "@/lib/conference/write-setup";
import type { Tx } from "@/lib/db/client";

type Sold = { categoryId: number | null; serviceId: number | null; lines: number; holding: number };

/**
 * The changes that would break what people bought or answered, each with the right way to get there.
 * The caller holds the locks of the conference and its quotas.
 */
export async function findRefusals(tx: Tx, stored: StoredConference, after: Setup): Promise<FileProblem[]> {
  return [
    ...(await refuseMoves(tx, stored, after)),
    ...(await refuseShared(tx, after, stored.id)),
    ...refuseQuotas(stored, after),
    ...(await refuseItems(tx, stored, after)),
    ...(await refuseQuestions(tx, stored, after)),
  ];
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
export async function refuseShared(tx: Tx, { indico, payment }: Setup, ownId: number | null): Promise<FileProblem[]> {
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
  return [
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

function refuseQuotas(stored: StoredConference, after: Setup): FileProblem[] {
  return stored.quotas.flatMap(({ name, taken, capacity }) => {
    const i = after.quotas.findIndex((quota) => quota.name === name);
    const wanted = after.quotas[i]?.capacity;
    if (taken === 0 || wanted === capacity || (wanted !== undefined && wanted >= taken)) return [];
    const message =
      wanted === undefined
        ? `${taken} places of "${name}" are taken: it cannot be taken out or renamed. Keep it.`
        : `${taken} places are taken, ${wanted} is less. Give ${taken} or more, or give places back first.`;
    return [{ place: wanted === undefined ? "quotas" : `quotas[${i}] (${name}).capacity`, message }];
  });
}

async function refuseItems(tx: Tx, stored: StoredConference, after: Setup): Promise<FileProblem[]> {
  const sold = await tx.$queryRaw<Sold[]>`
    SELECT l.category_id AS "categoryId", l.service_id AS "serviceId", count(*)::int AS lines,
           (count(*) FILTER (WHERE o.state <> 'cancelled' AND o.lapsed_at IS NULL))::int AS holding
      FROM order_line l JOIN "order" o ON o.id = l.order_id
     WHERE o.conference_id = ${stored.id} GROUP BY l.category_id, l.service_id`;
  const registrations = await tx.registration.findMany({
    where: { conferenceId: stored.id, OR: [{ categoryId: { not: null } }, { assignedCategoryId: { not: null } }] },
    select: { categoryId: true, assignedCategoryId: true },
  });
  const wearers = (id: number) =>
    registrations.filter(({ categoryId, assignedCategoryId }) => categoryId === id || assignedCategoryId === id).length;
  return [
    ...stored.categories.flatMap((row) => {
      const { lines = 0, holding = 0 } = sold.find(({ categoryId }) => categoryId === row.id) ?? {};
      return refuseItem("categories", after.categories, row, Math.max(lines, wearers(row.id)), holding);
    }),
    ...stored.services.flatMap((row) => {
      const { lines = 0, holding = 0 } = sold.find(({ serviceId }) => serviceId === row.id) ?? {};
      return refuseItem("services", after.services, row, lines, holding);
    }),
  ];
}

/** @param uses how often it was chosen or sold; @param holding how many of these hold places now */
function refuseItem(
  kind: "categories" | "services",
  wanted: readonly { code: string; quotas: string[] }[],
  row: { code: string; quotas: { name: string }[] },
  uses: number,
  holding: number,
): FileProblem[] {
  const i = wanted.findIndex(({ code }) => code === row.code);
  const item = wanted[i];
  if (!item) {
    if (uses === 0) return [];
    const message = `"${row.code}" was chosen ${uses} times: it cannot be taken out or renamed. Keep it and set "isActive" to false, so that nobody new can choose it.`;
    return [{ place: kind, message }];
  }
  const before = row.quotas.map(({ name }) => name).toSorted();
  if (holding === 0 || before.join("\n") === item.quotas.join("\n")) return [];
  const message = `${holding} orders hold places of "${row.code}" in its present quotas (${before.join(", ") || "none"}), and other quotas would not count them. Keep them, or set "isActive" to false and add an item with a new code.`;
  return [{ place: `${kind}[${i}] (${row.code}).quotas`, message }];
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
      problems.push({ place: "questions", message });
    } else if (wanted.type !== old?.type) {
      const message = `There are ${answers.length} answers of type "${old?.type}". Keep the type, or set "isActive" to false and add a question with a new key.`;
      problems.push({ place: `${place}.type`, message });
    } else {
      const given = new Set(answers.flatMap(({ value }) => (Array.isArray(value) ? value : [value])));
      const missed = lostChoices.filter((value) => given.has(value));
      if (!missed.length) continue;
      const message = `People have answered ${missed.map((value) => `"${value}"`).join(", ")}. Keep these values; their labels may change.`;
      problems.push({ place: `${place}.choices`, message });
    }
  }
  return problems;
}
