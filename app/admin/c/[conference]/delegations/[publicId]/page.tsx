import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";
import { delegationVersion } from "@/lib/delegations/change-delegation";
import { LONGEST_NAME } from "@/lib/delegations/delegation-name";
import { loadDelegation } from "@/lib/delegations/load-delegations";
import { nameOf } from "@/lib/payments/load-payment";
import { registrationPage } from "../../../../act";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { ObjectHistory } from "../../audit/object-history";
import { delegationsPage } from "../delegations-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-delegations"))("one") };
}

/** One delegation: who is in it, who leads it, and what staff may change. */
export default async function DelegationPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/delegations/[publicId]">) {
  const { conference: slug, publicId } = await params;
  const page = delegationsPage(slug, publicId);
  const at = await requireAtDesk(slug, "registrations.see", page);
  const delegation = await loadDelegation(at.conference.id, publicId);
  if (!delegation) leaveUnknown(slug);
  const { typed, ...said } = await searchParams;
  const t = await getTranslations("admin-delegations");
  const mayEdit = at.may("registrations.edit");
  const error = typeof said.problem === "string" ? said.problem.replace("delegations.", "") : "";
  const kept = typeof typed === "string" ? typed : undefined;
  const hidden = (kind: string) => (
    <>
      <input type="hidden" name="version" value={delegationVersion(delegation)} />
      <input type="hidden" name="kind" value={kind} />
    </>
  );
  return (
    <Desk
      at={at}
      current="delegations"
      title={delegation.name}
      aside={
        <ButtonLink href={delegationsPage(slug)} size="dense">
          {t("all")}
        </ButtonLink>
      }
    >
      <Outcome searchParams={said} />
      <Section title={t("members")}>
        {delegation.members.length === 0 && <p className="mt-3">{t("empty")}</p>}
        <ul className="mt-3 max-w-prose border-rule border-t">
          {delegation.members.map((member) => {
            const name = nameOf(member);
            const isLeader = member.id === delegation.leaderId;
            return (
              <li
                key={member.publicId}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-rule border-b py-2"
              >
                <span className="min-w-0 wrap-anywhere">
                  <a href={registrationPage(slug, member.publicId)} className="font-semibold">
                    {name}
                  </a>
                  {isLeader && <b> {t("leads")}</b>}
                  <small className="block text-ink-soft">
                    {[member.category?.name, member.affiliation].filter(Boolean).join(", ")}
                  </small>
                </span>
                {mayEdit && (
                  <span className="flex flex-wrap gap-2">
                    {!isLeader && (
                      <form action={`${page}/change`} method="post">
                        {hidden("lead")}
                        <input type="hidden" name="registration" value={member.publicId} />
                        <Button type="submit" size="dense" aria-label={t("lead-of", { name })}>
                          {t("lead")}
                        </Button>
                      </form>
                    )}
                    <form action={`${page}/change`} method="post">
                      {hidden("remove")}
                      <input type="hidden" name="registration" value={member.publicId} />
                      <Button type="submit" size="dense" look="danger" aria-label={t("remove-of", { name })}>
                        {t("remove")}
                      </Button>
                    </form>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </Section>
      {mayEdit && (
        <Section title={t("change")}>
          <form action={`${page}/change`} method="post" className="mt-3 flex flex-wrap items-end gap-3">
            {hidden("rename")}
            <div className="w-96 max-w-full">
              <TextInput
                name="name"
                label={t("name")}
                maxLength={LONGEST_NAME}
                defaultValue={error === "not-a-name" || error === "name-taken" ? kept : delegation.name}
                error={error === "not-a-name" || error === "name-taken" ? t(`outcomes.problem.${error}`) : undefined}
              />
            </div>
            <Button type="submit" size="middle">
              {t("rename")}
            </Button>
          </form>
          <form action={`${page}/change`} method="post" className="mt-4 flex flex-wrap items-end gap-3">
            {hidden("limit")}
            <div className="w-64 max-w-full">
              <TextInput
                name="limit"
                label={t("limit")}
                inputMode="numeric"
                optional
                hint={t("limit-hint")}
                defaultValue={error === "not-a-limit" ? kept : String(delegation.memberLimit ?? "")}
                error={error === "not-a-limit" ? t("outcomes.problem.not-a-limit") : undefined}
              />
            </div>
            <Button type="submit" size="middle">
              {t("set-limit")}
            </Button>
          </form>
        </Section>
      )}
      <ObjectHistory at={at} objects={[{ object: "delegation", objectId: delegation.publicId }]} />
    </Desk>
  );
}
