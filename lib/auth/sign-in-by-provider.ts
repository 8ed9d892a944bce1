import "server-only";
import { auditStaff } from "@/lib/auth/audit-staff";
import { acceptByAddress } from "@/lib/auth/invitations";
import { attempt, db } from "@/lib/db/client";
import { err, ok, type Result } from "@/lib/result";

/** Somebody whom another provider vouches for. */
export type ProviderProfile = {
  provider: "oidc" | "indico";
  /** The provider's own, lasting name of the account. */
  subject: string;
  email: string | null;
  /** Whether the provider has proved that the address is theirs. */
  isEmailVerified: boolean;
  name: string;
};

/**
 * Who this is here: the account that the identity was linked to; else an account, or an open invitation, with the
 * address that the provider has proved, which is linked from now on. Nobody else: an account elsewhere gives no access
 * by itself.
 */
export async function signInByProvider(
  profile: ProviderProfile,
  now: Date,
): Promise<Result<{ staffId: number }, "unknown-account">> {
  const known = await findByIdentity(profile.provider, profile.subject);
  if (known) return known.isDisabled ? err("unknown-account") : ok({ staffId: known.id });
  const email = profile.isEmailVerified ? profile.email?.trim().toLowerCase() : null;
  if (!email) return err("unknown-account");
  return attempt<{ staffId: number }, "unknown-account">(async (tx) => {
    const staff = await tx.staff.findUnique({ where: { email } });
    if (staff?.isDisabled) return err("unknown-account");
    const accepted = staff ? ok({ staffId: staff.id }) : await acceptByAddress(tx, email, profile.name || email, now);
    if (!accepted.ok) return err("unknown-account");
    const { staffId } = accepted.value;
    const { provider, subject } = profile;
    await tx.staffIdentity.create({ data: { staffId, provider, subject } });
    const actor = { kind: "staff", id: String(staffId) } as const;
    await auditStaff(tx, staffId, actor, { what: "staff.identity-linked", after: { provider } });
    return accepted;
  });
}

async function findByIdentity(provider: string, subject: string) {
  const client = await db();
  const identity = await client.staffIdentity.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { staff: { select: { id: true, isDisabled: true } } },
  });
  return identity?.staff ?? null;
}

/** The providers that sign somebody in. */
export async function listIdentities(staffId: number) {
  const client = await db();
  return client.staffIdentity.findMany({
    where: { staffId },
    orderBy: { id: "asc" },
    select: { id: true, provider: true, linkedAt: true },
  });
}

/** Unlinks a provider; refused where it is the only way in. */
export function unlinkIdentity(staffId: number, id: number): Promise<Result<void, "not-found" | "only-way">> {
  return attempt<void, "not-found" | "only-way">(async (tx) => {
    const { passwordHash } = await tx.staff.findUniqueOrThrow({ where: { id: staffId } });
    const identity = await tx.staffIdentity.findFirst({ where: { id, staffId } });
    if (!identity) return err("not-found");
    if (!passwordHash && (await tx.staffIdentity.count({ where: { staffId } })) === 1) return err("only-way");
    await tx.staffIdentity.delete({ where: { id } });
    await auditStaff(
      tx,
      staffId,
      { kind: "staff", id: String(staffId) },
      {
        what: "staff.identity-unlinked",
        before: { provider: identity.provider },
      },
    );
    return ok(undefined);
  });
}
