import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { loadOwnDelegation } from "@/lib/delegations/load-delegations";

export type ShownDelegation = Awaited<ReturnType<typeof loadOwnDelegation>>;

/** The delegation that somebody belongs to; whoever leads it sees who is in it. */
export function OwnDelegation({ delegation }: { delegation: ShownDelegation }) {
  const t = useTranslations("attendee.delegation");
  if (!delegation) return null;
  const { name, members } = delegation;
  return (
    <Section title={t("title")}>
      <p className="mt-2 wrap-anywhere">{t(members ? "you-lead" : "you-belong", { name })}</p>
      {members && (
        <ul className="mt-2 list-disc pl-5">
          {members.map((member, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two members may have one name
            <li key={index} className="wrap-anywhere">
              {member}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
