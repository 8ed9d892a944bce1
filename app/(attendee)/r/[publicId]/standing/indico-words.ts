import { useTranslations } from "next-intl";
import type { Journey } from "@/lib/registration/load-journey";

/** Whether Indico shows the payment yet, or has none to show, in plain words; nothing where there is no Indico behind it. */
export function useIndicoWords({ registration, conference }: Journey): string | null {
  const t = useTranslations("attendee.indico");
  const { indicoDbId, isConfirmed, mirror, indicoPriceMinor } = registration;
  if (indicoDbId === null) return null;
  if (!isConfirmed || mirror?.state === "not_linked") return t("unconfirmed");
  if (mirror?.seenPaid && mirror.state === "in_step") return t("shows-paid");
  if (indicoPriceMinor === 0) return t("no-fee");
  return mirror?.state === "parked" ? t("parked", { organiser: conference.organiser }) : t("is-told");
}
