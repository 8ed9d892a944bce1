import { Ban, Clock, type IconNode, Lock } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import type { ChoiceFact } from "@/components/ui/choice-row";
import type { Availability, DescribedItem } from "@/lib/pricing/describe-choices";
import { formatDayAndTime } from "@/lib/time/format";

type Offer = {
  availability: Availability;
  left?: DescribedItem["left"] | undefined;
};

/** The sentences about places and about why something cannot be taken, as facts of a choice row. */
export function useAvailabilityFacts(timeZone: string) {
  const t = useTranslations("attendee.availability");
  const locale = useLocale();
  /** @param nameOf the name of another item, by its code; @param icon drawn before the places left */
  return ({ availability, left }: Offer, icon: IconNode, nameOf: (code: string) => string): ChoiceFact[] => {
    switch (availability.state) {
      case "on-sale":
        return left ? [{ icon, text: t("places-left", left) }] : [];
      case "few-left":
        return left ? [{ icon, text: t("places-left", left), urgent: true }] : [];
      case "full":
        return [{ icon: Ban, text: left ? t("full-of", left) : t("full") }];
      case "closed":
        return [{ icon: Ban, text: t("closed") }];
      case "not-yet":
        return [{ icon: Clock, text: t("not-yet", { moment: formatDayAndTime(availability.from, timeZone, locale) }) }];
      case "not-eligible":
      case "needs-code":
        return [{ icon: Lock, text: t(availability.state) }];
      case "clash": {
        const names = new Intl.ListFormat(locale).format(availability.with.map((code) => `“${nameOf(code)}”`));
        return [{ icon: Clock, text: t("clash", { names, count: availability.with.length }) }];
      }
    }
  };
}
