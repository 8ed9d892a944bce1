import "server-only";
import { shutOutOthers } from "@/lib/access/shut-out-others";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import type { Registration } from "@/lib/db/generated/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { keepPersonNamed } from "./keep-person-named";
import type { IndicoReading } from "./prefill";

/** What can be taken over from Indico on purpose. */
export type Adoptable = "name" | "email" | "category";

export type AdoptRefusal =
  | "not-found"
  /** Indico has no such value, or names a category that is not here. */
  | "nothing-to-adopt"
  /** The category is ordered: another one is a change of the order. */
  | "ordered";

/**
 * Staff take over what Indico shows of one thing, whatever was typed here. Another address closes what was opened by the
 * old one.
 */
export function adoptFromIndico(
  registrationId: number,
  what: Adoptable,
  reading: IndicoReading,
  actor: Actor,
): Promise<Result<void, AdoptRefusal>> {
  return attempt<void, AdoptRefusal>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    const registration = await tx.registration.findUnique({
      where: { id: registrationId, state: { in: ["draft", "active"] } },
    });
    if (!registration) return err("not-found");
    const adopted = await ADOPT[what](tx, registration, reading);
    if (!adopted.ok) return adopted;
    await publish(tx, {
      conferenceId: registration.conferenceId,
      actor,
      registrations: [registrationId],
      audit: [
        {
          what: "registration.adopted-from-indico",
          object: "registration",
          objectId: registrationId,
          after: { adopted: what },
        },
        ...adopted.value,
      ],
    });
    return ok(undefined);
  });
}

type Adopt = (
  tx: Tx,
  registration: Registration,
  reading: IndicoReading,
) => Promise<Result<AuditEvent[], AdoptRefusal>>;

const ADOPT: Record<Adoptable, Adopt> = {
  async name(tx, { id, personId, email, staffFields, indicoProfile }, { profile }) {
    const { firstName, lastName = "" } = profile;
    if (!firstName) return err("nothing-to-adopt");
    await tx.registration.update({
      where: { id },
      data: {
        ...{ firstName, lastName },
        indicoProfile: { ...(indicoProfile as object), firstName, lastName },
        staffFields: staffFields.filter((field) => field !== "firstName" && field !== "lastName"),
      },
    });
    return ok(await keepPersonNamed(tx, { id, personId, email }, { firstName, lastName }));
  },

  async email(tx, registration, { email }) {
    const { id, staffFields } = registration;
    await tx.registration.update({
      where: { id },
      data: { email, emailChangedAt: null, staffFields: staffFields.filter((field) => field !== "email") },
    });
    return ok([await shutOutOthers(tx, { ...registration, email }, "address-changed-in-indico")]);
  },

  async category(tx, { id, conferenceId }, { categoryCode }) {
    const category = categoryCode
      ? await tx.category.findFirst({ where: { conferenceId, code: categoryCode }, select: { id: true } })
      : null;
    if (!category) return err("nothing-to-adopt");
    const isOrdered = await tx.orderLine.count({ where: { registrationId: id, order: { state: "placed" } } });
    if (isOrdered > 0) return err("ordered");
    await tx.registration.update({ where: { id }, data: { categoryId: null, assignedCategoryId: category.id } });
    return ok([]);
  },
};
