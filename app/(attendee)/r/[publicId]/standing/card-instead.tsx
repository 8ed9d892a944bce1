import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { seenOrder } from "@/lib/orders/seen-order";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import type { Where } from "@/lib/registration/where-it-stands";
import { cityOfZone, formatTime } from "@/lib/time/format";
import { cardPageOf } from "../pay/load-paying";

type CardInsteadProps = { journey: Journey; order: JourneyOrder; where: Where; trouble: unknown };

const TROUBLES = ["wait", "card-down", "places-gone", "held-too-long", "changed", "way", "asking"] as const;

/** A card pays at once what is waited for otherwise; the page says how the last try ended. */
export function CardInstead({ journey: { registration, conference }, order, where, trouble }: CardInsteadProps) {
  const t = useTranslations("attendee.cardInstead");
  const locale = useLocale();
  const known = TROUBLES.find((one) => one === trouble);
  const cardPage = cardPageOf(order);
  const { timeZone } = conference;
  return (
    <Section title={t("title")} intro={t(where === "lapsed" ? "intro-lapsed" : "intro")}>
      {known && (
        <Note tone={known === "asking" ? "wait" : "bad"} role="alert" title={t(`trouble.${known}.is`)}>
          {t(`trouble.${known}.do`)}
        </Note>
      )}
      {cardPage?.wasDeclined && (
        <Note tone="bad" title={t("declined.is")}>
          {t("declined.do")}
        </Note>
      )}
      <form action={`/r/${registration.publicId}/pay/card`} method="post" className="mt-5">
        <input type="hidden" name="seen" value={seenOrder(order)} />
        <Button type="submit" look={where === "lapsed" ? "primary" : "second"}>
          {t(cardPage ? "continue" : "pay")}
        </Button>
        {cardPage && (
          <p className="mt-2 text-sm text-ink-soft">
            {t("open-until", {
              until: formatTime(cardPage.until, timeZone, locale),
              city: cityOfZone(timeZone, locale),
            })}
          </p>
        )}
      </form>
    </Section>
  );
}
