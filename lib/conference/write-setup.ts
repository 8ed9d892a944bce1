import "server-only";
import { compareFields, type SetupChange } from "@/lib/conference/compare-fields";
import type { Setup } from "@/lib/conference/conference-file";
import { describeSetup, type StoredConference } from "@/lib/conference/describe-setup";
import { instantOf } from "@/lib/conference/spell-setup";
import { basisPoints, ItemWriter } from "@/lib/conference/write-items";
import type { Tx } from "@/lib/db/client";
import type { PaymentWay } from "@/lib/db/generated/client";

/**
 * Makes the database say what the set-up says, writing only what differs.
 * @param stored the conference as read under its lock, or null for a new one
 * @param keepSold quotas that may be lowered below what is taken, the rest of what is sold kept by an allowance
 */
export async function writeSetup(
  tx: Tx,
  stored: StoredConference | null,
  setup: Setup,
  keepSold: readonly string[] = [],
): Promise<{ conferenceId: number; changes: SetupChange[] }> {
  const before = stored && describeSetup(stored);
  const changes = (["conference", "payment", "indico"] as const).flatMap((object) => {
    const change = compareFields(object, setup.conference.slug, before?.[object] ?? null, setup[object]);
    return change ? [change] : [];
  });
  const previousId = await findPrevious(tx, setup);
  const conferenceId = stored?.id ?? (await createConference(tx, setup, previousId));
  if (stored && changes.length) {
    const isSameForm = identityOf(before?.indico ?? null) === identityOf(setup.indico);
    await tx.conference.update({
      where: { id: conferenceId },
      data: { ...conferenceColumns(setup), previousId, ...(isSameForm ? {} : { indicoKnown: {} }) },
    });
  }
  for (const change of changes) change.audit.objectId = conferenceId;
  const items = new ItemWriter(tx, conferenceId, setup, stored, keepSold);
  return { conferenceId, changes: [...changes, ...(await items.writeAll())] };
}

/** What makes two ties to Indico the same form of the same installation. */
export function identityOf(indico: Setup["indico"]): string {
  return indico ? [indico.url, indico.eventId, indico.formId].join(" ") : "";
}

/** Refused before, where there is none of that name. */
async function findPrevious(tx: Tx, { conference: { previous } }: Setup): Promise<number | null> {
  if (previous === null) return null;
  const found = await tx.conference.findUnique({ where: { slug: previous }, select: { id: true } });
  return found?.id ?? null;
}

async function createConference(tx: Tx, setup: Setup, previousId: number | null): Promise<number> {
  const { id } = await tx.conference.create({
    data: {
      ...conferenceColumns(setup),
      previousId,
      counter: { create: {} },
      numbers: { create: [{ kind: "registration" }, { kind: "order" }, { kind: "receipt" }] },
    },
  });
  return id;
}

function conferenceColumns({ conference, payment, indico }: Setup) {
  const { taxPercent, linkPolicy, startsOn, endsOn, changesFreeUntil, previous: _previous, ...same } = conference;
  return {
    ...same,
    startsOn: new Date(startsOn),
    endsOn: new Date(endsOn),
    changesFreeUntil: changesFreeUntil === null ? null : instantOf(changesFreeUntil, conference.timeZone),
    taxBasisPoints: basisPoints(taxPercent),
    linkPolicy: linkPolicy === "link-first" ? ("link_first" as const) : ("verify_first" as const),
    paymentWays: payment.ways.map((way) => way.replace("-", "_") as PaymentWay),
    transferDays: payment.transferDays,
    referencePrefix: payment.referencePrefix,
    accountHolder: payment.bank?.accountHolder ?? null,
    iban: payment.bank?.iban ?? null,
    bic: payment.bank?.bic ?? null,
    indicoUrl: indico?.url ?? null,
    indicoEventId: indico?.eventId ?? null,
    indicoFormId: indico?.formId ?? null,
    indicoMapping: indico?.mapping ?? {},
  };
}
