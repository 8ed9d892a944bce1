import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { DeskView } from "@/lib/registration/load-for-desk";
import { registrationPage } from "../../../../act";

/** Receipt and ticket, where the order is paid. */
export function DocumentsSection({ view }: { view: DeskView }) {
  const t = useTranslations("admin-registration.documents");
  const { registration } = view;
  const page = registrationPage(registration.conference.slug, registration.publicId);
  const paid = view.orders.find(
    ({ state, payerId, missingMinor }) => state === "placed" && payerId === registration.id && missingMinor === 0,
  );
  return (
    <Section title={t("title")} className="mt-8">
      {paid ? (
        <p className="mt-3 flex flex-wrap gap-2">
          {paid.totalMinor > 0 && (
            <ButtonLink href={`${page}/receipt.pdf`} size="middle">
              {t("receipt")}
            </ButtonLink>
          )}
          <ButtonLink href={`${page}/ticket.pdf`} size="middle">
            {t("ticket")}
          </ButtonLink>
        </p>
      ) : (
        <p className="mt-2 text-sm text-ink-soft">{t("none")}</p>
      )}
    </Section>
  );
}
