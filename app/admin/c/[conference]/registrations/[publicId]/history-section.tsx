import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { AuditRow } from "@/lib/audit/search-audit";
import { translated } from "@/lib/i18n/translated";
import { formatMoney } from "@/lib/money/format";
import type { Everything } from "@/lib/registration/load-everything";
import { answerName } from "@/lib/registration/save-details";
import { formatDateTime } from "@/lib/time/format";
import { useAuditWords } from "../../audit/audit-entries";

/** What happened to the registration, its orders and payments, in words, newest first. */
export function HistorySection({ view }: { view: Everything }) {
  const t = useTranslations("admin-registration.history");
  const actors = useTranslations("admin-audit.actors");
  const locale = useLocale();
  const words = useAuditWords();
  const about = useAbout(view);
  const { timeZone } = view.registration.conference;
  return (
    <Section title={t("title")} className="mt-8">
      {view.history.length === 0 ? (
        <p className="mt-2 text-sm text-ink-soft">{t("none")}</p>
      ) : (
        <ol className="mt-2 max-w-prose text-sm">
          {view.history.map((row) => (
            <li key={String(row.seq)} className="border-rule border-b py-1.75">
              <b className="font-medium">{words(row.what)}</b>
              {about(row).map((text) => (
                <span key={text} className="wrap-anywhere">
                  . {text}
                </span>
              ))}
              <span className="block text-xs text-ink-soft">
                {formatDateTime(row.at, timeZone, locale)}, {row.actorName ?? actors(row.actorKind)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** The sums, states and reasons of an entry, each as a short sentence. */
function useAbout({ registration, questions }: Everything): (row: AuditRow) => string[] {
  const t = useTranslations("admin-registration.history");
  const labels = useTranslations("attendee.details.fields");
  const locale = useLocale();
  const { currency } = registration.conference;
  const fieldName = (field: unknown) => {
    const question = questions.find(({ key }) => answerName(key) === field);
    if (question) return translated(question, locale).label;
    return labels.has(field as Field) ? labels(field as Field) : String(field);
  };
  const sum = (minor: number) => formatMoney({ minor, currency }, locale);
  return ({ what, before, after }) => {
    const [old, now] = [membersOf(before), membersOf(after)];
    const said: string[] = [];
    if (typeof now.totalMinor === "number") {
      const from = typeof old.totalMinor === "number" && old.totalMinor !== now.totalMinor ? sum(old.totalMinor) : null;
      said.push(from ? t("total-from", { from, to: sum(now.totalMinor) }) : t("total", { sum: sum(now.totalMinor) }));
    }
    if (typeof now.amountMinor === "number") said.push(t("amount", { sum: sum(now.amountMinor) }));
    if (typeof now.owesMinor === "number") said.push(t("owes", { sum: sum(now.owesMinor) }));
    if (what.startsWith("booking.") && typeof now.title === "string") said.push(now.title);
    if (typeof now.because === "string") said.push(t("reason", { reason: now.because }));
    if (typeof now.reason === "string" && now.reason !== "") said.push(t("reason", { reason: now.reason }));
    if (now.overbooked) said.push(t("overbooked"));
    if (Array.isArray(now.changed)) said.push(t("changed", { fields: now.changed.map(fieldName).join(", ") }));
    return said;
  };
}

type Field = Parameters<ReturnType<typeof useTranslations<"attendee.details.fields">>>[0];

function membersOf(value: AuditRow["before"]): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
