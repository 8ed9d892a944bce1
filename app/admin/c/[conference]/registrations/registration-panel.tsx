import { X } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import { StateMark } from "@/components/staff/state-mark";
import { Button, ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Icon } from "@/components/ui/icon";
import { Lines } from "@/components/ui/lines";
import type { AuditRow } from "@/lib/audit/search-audit";
import { countryName } from "@/lib/countries/countries";
import { formatAmount, formatMoney } from "@/lib/money/format";
import type { DeskOrder, DeskView } from "@/lib/registration/load-for-desk";
import { shownNumber } from "@/lib/registration/shown-number";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../act";
import type { AtDesk } from "../../../guard";
import { useAuditWords } from "../audit/audit-entries";

type RegistrationPanelProps = {
  view: DeskView;
  /** Its newest entries. */
  history: readonly AuditRow[];
  /** The list without the panel. */
  closed: string;
  at: AtDesk;
};

/** A registration's summary beside the list: who, where it stands, what is ordered, what happened last. */
export function RegistrationPanel({ view, history, closed, at }: RegistrationPanelProps) {
  const t = useTranslations("admin-registrations.panel");
  const of = useTranslations("admin.registration");
  const locale = useLocale();
  const { registration, orders, state } = view;
  const { conference, firstName, lastName, email, affiliation, country, mirror, category, publicId } = registration;
  const page = registrationPage(conference.slug, publicId);
  const number = shownNumber(registration, conference);
  const order = orders.find((one) => one.state !== "cancelled");
  const mayCheckIn = at.may("registrations.check-in") && registration.state === "active" && !registration.checkedInAt;
  return (
    <aside
      aria-label={t("title", { number })}
      className="sticky top-20 max-h-[calc(100vh-6rem)] overflow-y-auto border border-rule bg-sheet max-[68.75rem]:hidden"
    >
      <div className="flex items-start justify-between gap-2 px-4 pt-3.5">
        <h2 className="min-w-0 font-serif text-xl leading-tight font-medium wrap-anywhere">
          {`${firstName} ${lastName}`.trim() || email}
        </h2>
        <ButtonLink look="quiet" size="dense" href={closed} aria-label={t("close")}>
          <Icon of={X} className="size-4" />
        </ButtonLink>
      </div>
      <p className="px-4 pt-1 text-ink-soft">
        {[affiliation, country && countryName(country, locale)].filter(Boolean).join(", ")}
      </p>
      <p className="mt-3 flex justify-between gap-3 bg-conference px-4 py-1.5 font-semibold text-on-conference">
        <span className="min-w-0 truncate">{category?.name ?? of("not-chosen")}</span>
        <span className="num">{number}</span>
      </p>
      <div className="px-4 pb-4">
        <DefinitionList
          look="plain"
          className="mt-3"
          items={[
            { term: t("state"), value: <StateMark group="registration" state={state} /> },
            ...(mirror && registration.indicoDbId !== null
              ? [{ term: of("indico"), value: <StateMark group="mirror" state={mirror.state} /> }]
              : []),
            { term: of("email"), value: email },
            ...(registration.checkedInAt
              ? [
                  {
                    term: of("presence"),
                    value: of("here-since", {
                      time: formatDateTime(registration.checkedInAt, conference.timeZone, locale),
                    }),
                  },
                ]
              : []),
          ]}
        />
        {order && <OrderLines order={order} />}
        <div className="mt-4 flex flex-wrap gap-2">
          <ButtonLink href={page} size="dense" look="primary">
            {t("open")}
          </ButtonLink>
          {mayCheckIn && (
            <form action={`${page}/check-in`} method="post">
              <Button type="submit" size="dense">
                {of("check-in")}
              </Button>
            </form>
          )}
          {at.may("registrations.mail") && (
            <ButtonLink href={`${page}/write`} size="dense">
              {t("write")}
            </ButtonLink>
          )}
          {order && at.may("registrations.edit") && registration.state !== "cancelled" && (
            <ButtonLink href={`${page}/order/${order.publicId}`} size="dense">
              {t("change")}
            </ButtonLink>
          )}
        </div>
        <History history={history} zone={conference.timeZone} />
      </div>
    </aside>
  );
}

function OrderLines({ order }: { order: DeskOrder }) {
  const t = useTranslations("admin.registration");
  const locale = useLocale();
  const { currency } = order;
  return (
    <>
      <h3 className="mt-4 border-rule border-t pt-3 font-semibold">{t("order", { number: order.number })}</h3>
      <div className="mt-2">
        <Lines
          size="stub"
          lines={order.lines.map(({ id, name, quantity, windowLabel, grossMinor }) => ({
            key: String(id),
            title: quantity > 1 ? `${name} × ${quantity}` : name,
            note: windowLabel || undefined,
            amount: formatAmount({ minor: grossMinor, currency }, locale),
          }))}
          total={{
            title: `${t("total")}, ${currency}`,
            amount: <span className="text-lg">{formatAmount({ minor: order.totalMinor, currency }, locale)}</span>,
          }}
        />
      </div>
      {order.missingMinor > 0 && (
        <p className="mt-2 flex justify-between gap-3 text-wait">
          <span>{t("missing")}</span>
          <span className="num">{formatMoney({ minor: order.missingMinor, currency }, locale)}</span>
        </p>
      )}
    </>
  );
}

function History({ history, zone }: { history: readonly AuditRow[]; zone: string }) {
  const t = useTranslations("admin-registrations.panel");
  const locale = useLocale();
  const words = useAuditWords();
  if (history.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 border-rule border-t pt-3 font-semibold">{t("history")}</h3>
      <ol className="mt-1.5">
        {history.map((row) => (
          <li key={String(row.seq)} className="py-1">
            {words(row.what)}
            <span className="block text-xs text-ink-soft">{formatDateTime(row.at, zone, locale)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
