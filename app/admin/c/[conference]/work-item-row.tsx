import { useTranslations } from "next-intl";
import { StateMark } from "@/components/staff/state-mark";
import { WorkRow } from "@/components/staff/work-list";
import { Button, ButtonLink } from "@/components/ui/button";
import { describeChange } from "@/lib/changes/describe-change";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { formatDate } from "@/lib/time/format";
import type { WorkItem } from "@/lib/work-list/work-item";
import { registrationPage } from "../../act";
import { BackToWorkList } from "../../back";
import { paymentPage, suspensePage } from "./payments/payments-frame";
import { useFailures, useReasons } from "./reasons";

type WorkItemRowProps = { item: WorkItem; locale: Locale; now: Date };

/** One thing that waits: what is, why, how long already, and the act that ends it. */
export function WorkItemRow({ item, locale, now }: WorkItemRowProps) {
  const t = useTranslations("admin.work-list");
  const reasons = useReasons();
  const failures = useFailures();
  const age = useAge(item.since, now, locale);
  if (item.kind === "unclaimed") {
    const sum = formatMoney(item.amount, locale);
    return (
      <WorkRow
        age={age}
        state={<StateMark group="task" state="unmatched" />}
        what={t("unclaimed", { sum })}
        why={item.providerId ? t("unclaimed-do", { id: item.providerId }) : reasons.suspense("no-order")}
      >
        <ButtonLink
          size="dense"
          href={`${suspensePage(item.conference.slug)}/${item.suspenseId}`}
          aria-label={t("suspense-open-of", { sum })}
        >
          {t("suspense-open")}
        </ButtonLink>
      </WorkRow>
    );
  }
  if (item.kind === "differences") {
    return (
      <WorkRow
        age={age}
        state={<StateMark group="task" state="drift" />}
        what={t("differences", { count: item.count })}
        why={t("differences-do")}
      >
        <ButtonLink size="dense" href={`/admin/c/${item.conference.slug}/differences`}>
          {t("differences-open")}
        </ButtonLink>
      </WorkRow>
    );
  }
  if (item.kind === "transfers") {
    const { slug } = item.conference;
    return (
      <WorkRow
        age={age}
        state={<StateMark group="registration" state="awaiting-transfer" />}
        what={t("transfers", { count: item.count })}
        why={t("transfers-do")}
        sum={formatMoney(item.amount, locale)}
      >
        <ButtonLink size="dense" href={`/admin/c/${slug}/payments?state=pending&way=transfer`}>
          {t("transfers-open")}
        </ButtonLink>
      </WorkRow>
    );
  }
  const { name, number, publicId, conference } = item.registrant;
  const href = registrationPage(conference.slug, publicId);
  const open = (
    <ButtonLink look="quiet" size="dense" href={href} aria-label={t("open-of", { name })}>
      {t("open")}
    </ButtonLink>
  );
  const where = t("where", { number });
  const common = { href, age };
  switch (item.kind) {
    case "parked":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="mirror" state="parked" />}
          what={t(`parked.${item.wanted}`, { name })}
          why={`${reasons.indico(item.reason)} ${where}`}
        >
          <form action={`${href}/retry-indico`} method="post">
            <BackToWorkList />
            <Button type="submit" size="dense" aria-label={t("try-again-of", { name })}>
              {t("try-again")}
            </Button>
          </form>
          {open}
        </WorkRow>
      );
    case "suspense":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="task" state="unmatched" />}
          what={t("suspense", { name, sum: formatMoney(item.amount, locale) })}
          why={`${reasons.suspense(item.reason)} ${where}`}
        >
          <ButtonLink
            size="dense"
            href={suspensePage(conference.slug)}
            aria-label={t("suspense-open-of", { sum: formatMoney(item.amount, locale) })}
          >
            {t("suspense-open")}
          </ButtonLink>
          {open}
        </WorkRow>
      );
    case "refund-failed":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="refund" state="failed" />}
          what={t("refund-failed", { name, sum: formatMoney(item.amount, locale) })}
          why={`${failures(item.failure)} ${where}`}
        >
          <ButtonLink
            size="dense"
            href={paymentPage(conference.slug, item.paymentPublicId)}
            aria-label={t("refund-open-of", { name })}
          >
            {t("refund-open")}
          </ButtonLink>
          {open}
        </WorkRow>
      );
    case "to-approve":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="registration" state="to-approve" />}
          what={t("to-approve", { name, institute: item.institute })}
          why={where}
          sum={formatMoney(item.amount, locale)}
        >
          <form action={`/admin/c/${conference.slug}/orders/${item.orderPublicId}/decide`} method="post">
            <BackToWorkList />
            <Button type="submit" size="dense" name="decision" value="approve" aria-label={t("approve-of", { name })}>
              {t("approve")}
            </Button>
          </form>
          {open}
        </WorkRow>
      );
    case "change": {
      const { change } = item;
      const said = [
        change.text && t("change-text", { text: shortened(change.text) }),
        change.isLate && t("change-late"),
      ];
      return (
        <WorkRow
          {...common}
          state={<StateMark group="task" state="change" />}
          what={t("change", { name, wanted: describeChange(change, locale) })}
          why={[...said, where].filter(Boolean).join(" ")}
        >
          {change.kind === "other" ? (
            <ButtonLink size="dense" href={`${href}#change`} aria-label={t("change-look-of", { name })}>
              {t("change-look")}
            </ButtonLink>
          ) : (
            <form action={`${href}/changes/${change.id}/prepare`} method="post">
              <Button type="submit" size="dense" aria-label={t("change-see-of", { name })}>
                {t("change-see")}
              </Button>
            </form>
          )}
          {open}
        </WorkRow>
      );
    }
    case "expiring":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="task" state="expiring" />}
          what={t("expiring", { name, day: formatDate(item.dueOn, "UTC", locale) })}
          why={`${t("expiring-do")} ${where}`}
          sum={formatMoney(item.amount, locale)}
        >
          <form action={`/admin/c/${conference.slug}/orders/${item.orderPublicId}/extend-hold`} method="post">
            <BackToWorkList />
            <Button type="submit" size="dense" aria-label={t("extend-of", { name })}>
              {t("extend")}
            </Button>
          </form>
          {open}
        </WorkRow>
      );
    case "mail-failed":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="payment" state="failed" />}
          what={t("mail-failed", { recipient: item.recipient })}
          why={`${item.failure} ${where}`}
        >
          <form action={`/admin/c/${conference.slug}/mails/${item.mailId}/retry`} method="post">
            <Button type="submit" size="dense" aria-label={t("mail-retry-of", { name })}>
              {t("mail-retry")}
            </Button>
          </form>
          <form action={`/admin/c/${conference.slug}/mails/${item.mailId}/dismiss`} method="post">
            <Button type="submit" size="dense" look="quiet" aria-label={t("mail-dismiss-of", { name })}>
              {t("mail-dismiss")}
            </Button>
          </form>
          {open}
        </WorkRow>
      );
    case "mismatch":
      return (
        <WorkRow
          {...common}
          state={<StateMark group="task" state="drift" />}
          what={t("mismatch", { name })}
          why={`${t("mismatch-do")} ${where}`}
        >
          {open}
        </WorkRow>
      );
  }
}

const LONGEST_SHOWN = 160;

/** The beginning of what somebody wrote; the registration's page has all of it. */
function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, " ")];
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join("")}…` : characters.join("");
}

const MINUTE_MS = 60_000;

/** "2 h": how long it has waited. */
function useAge(since: Date, now: Date, locale: Locale): string {
  const t = useTranslations("admin.work-list.age");
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE_MS));
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  if (minutes < 60) return t("minutes", { count: count(minutes) });
  if (minutes < 48 * 60) return t("hours", { count: count(Math.floor(minutes / 60)) });
  return t("days", { count: count(Math.floor(minutes / (24 * 60))) });
}
