import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { TextInput } from "@/components/ui/text-input";
import { formatMoney } from "@/lib/money/format";
import type { DeskOrder, DeskView } from "@/lib/registration/load-for-desk";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";

/** What one has to know first: cancelled, transferred, paid too much. */
export function Standing({ view, at }: { view: DeskView; at: AtDesk }) {
  const t = useTranslations("admin-registration.standing");
  const locale = useLocale();
  const { registration, orders } = view;
  const time = (moment: Date) => formatDateTime(moment, at.conference.timeZone, locale);
  const { cancelledAt, transferredAt, emailChangedAt, indicoDbId } = registration;
  return (
    <>
      {registration.state === "cancelled" && <CancelledNote view={view} at={at} />}
      {orders.map((order) => (
        <ExcessNote key={order.publicId} order={order} at={at} />
      ))}
      {transferredAt && indicoDbId !== null && (
        <Note title={t("transferred", { time: time(transferredAt) })}>{t("transferred-why")}</Note>
      )}
      {emailChangedAt && !transferredAt && indicoDbId !== null && !cancelledAt && (
        <Note title={t("address", { time: time(emailChangedAt) })}>{t("address-why")}</Note>
      )}
    </>
  );
}

/** Money on an order beyond what it costs: a refund is offered where refunds are made. */
function ExcessNote({ order, at }: { order: DeskOrder; at: AtDesk }) {
  const t = useTranslations("admin-registration.standing");
  const locale = useLocale();
  const costs = order.state === "cancelled" ? 0 : order.totalMinor;
  const excessMinor = order.receivedMinor - costs;
  if (excessMinor <= 0) return null;
  const sum = formatMoney({ minor: excessMinor, currency: order.currency }, locale);
  return (
    <Note tone="wait" title={t("excess", { sum, number: order.number })}>
      {at.may("payments.refund") ? (
        <a href={`/admin/c/${at.conference.slug}/payments?q=${encodeURIComponent(order.reference)}`}>
          {t("excess-refund")}
        </a>
      ) : (
        t("excess-why")
      )}
    </Note>
  );
}

function CancelledNote({ view, at }: { view: DeskView; at: AtDesk }) {
  const t = useTranslations("admin-registration.standing");
  const locale = useLocale();
  const { cancelledAt, publicId, indicoDbId } = view.registration;
  const time = cancelledAt ? formatDateTime(cancelledAt, at.conference.timeZone, locale) : "";
  return (
    <>
      <Note tone="wait" title={cancelledAt ? t("cancelled-at", { time }) : t("cancelled")}>
        {indicoDbId !== null && t("cancelled-indico")}
      </Note>
      {at.may("registrations.edit") && (
        <form
          action={`${registrationPage(at.conference.slug, publicId)}/restore`}
          method="post"
          className="max-w-prose"
        >
          <details className="mt-3">
            <summary className="cursor-pointer text-sm">{t("restore-full")}</summary>
            <Fields className="mt-2">
              <Checkbox name="overbook" optional>
                {t("restore-overbook")}
              </Checkbox>
              <TextInput name="reason" label={t("reason")} optional maxLength={300} />
            </Fields>
          </details>
          <Button type="submit" size="middle" className="mt-3">
            {t("restore")}
          </Button>
        </form>
      )}
    </>
  );
}
