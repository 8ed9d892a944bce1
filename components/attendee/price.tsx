import { useTranslations } from "next-intl";
import { Amount } from "@/components/attendee/amount";
import type { Money } from "@/lib/money/money";

/** What something costs where it is chosen: the figure, or in words that it costs nothing. */
export function Price({ of }: { of: Money }) {
  const t = useTranslations("attendee.price");
  return of.minor === 0 ? t("free") : <Amount of={of} />;
}
