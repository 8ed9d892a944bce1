import { Building2, CircleCheck, CreditCard, type IconNode, Landmark, Store } from "lucide";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Transfer, TransferDetails } from "@/components/attendee/transfer-details";
import { usePageLocale } from "@/components/page-locale";
import { ChoiceRow, Choices } from "@/components/ui/choice-row";
import { Icon } from "@/components/ui/icon";
import { cityWords } from "@/lib/i18n/city-words";
import { formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";

export type PaymentWayOffer =
  | { way: "card" }
  | { way: "transfer"; transfer?: Transfer | undefined }
  /** `fields`: order number, invoice address, shown while chosen. */
  | { way: "purchase_order"; fields?: ReactNode }
  /** `price` where another sum is asked at the desk. */
  | { way: "on_site"; price?: Money | undefined }
  | { way: "free" };

export type PaymentWay = PaymentWayOffer["way"];

type PaymentWayPickerProps = {
  ways: readonly PaymentWayOffer[];
  chosen?: PaymentWay | undefined;
  organiser: string;
  city: string;
  timeZone: string;
  error?: string | undefined;
};

const ICONS: Record<PaymentWay, IconNode> = {
  card: CreditCard,
  transfer: Landmark,
  purchase_order: Building2,
  on_site: Store,
  free: CircleCheck,
};

/** Ways of paying: radio buttons named `way`; what a way needs shows inside its row while it is chosen. */
export function PaymentWayPicker({ ways, chosen, organiser, city, timeZone, error }: PaymentWayPickerProps) {
  const t = useTranslations("attendee.ways");
  const locale = usePageLocale();
  const about = (offer: PaymentWayOffer) =>
    offer.way === "on_site" && offer.price
      ? t("on_site-price", { price: formatMoney(offer.price, locale) })
      : t(`${offer.way}-about`, { organiser });
  const needsOf = (offer: PaymentWayOffer) => {
    if (offer.way === "purchase_order") return offer.fields;
    if (offer.way !== "transfer" || !offer.transfer) return null;
    return <TransferDetails transfer={offer.transfer} timeZone={timeZone} />;
  };
  return (
    <fieldset>
      <legend className="sr-only">{t("legend")}</legend>
      <Choices id="way" error={error}>
        {ways.map((offer) => (
          <ChoiceRow
            key={offer.way}
            kind="radio"
            name="way"
            value={offer.way}
            title={t(offer.way, cityWords(city))}
            price={<Icon of={ICONS[offer.way]} className="size-6" />}
            about={about(offer)}
            defaultChecked={offer.way === chosen}
          >
            {needsOf(offer)}
          </ChoiceRow>
        ))}
      </Choices>
    </fieldset>
  );
}
