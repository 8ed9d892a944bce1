import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { describeChange } from "@/lib/changes/describe-change";
import type { ShownChange } from "@/lib/changes/load-changes";
import type { KeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { formatDateTime } from "@/lib/time/format";
import type { AtDesk } from "../../../../guard";

/** The kept form's name: what staff answer to this request. */
export const changeForm = (changeId: number) => `registration.change:${changeId}`;

export const LONGEST_ANSWER = 500;

type ChangeSectionProps = {
  change: ShownChange;
  /** The registration's page. */
  page: string;
  at: AtDesk;
  kept: KeptStaffForm<string[]> | null;
};

/** What the person asks for, and its answer: the act that does it, or a reason why not. */
export function ChangeSection({ change, page, at, kept }: ChangeSectionProps) {
  const t = useTranslations("admin-registration.change");
  const action = `${page}/changes/${change.id}`;
  const problem = kept?.problems[0];
  const error = problem === "missing" ? t("reason-missing") : problem && t("answer-wrong", { most: LONGEST_ANSWER });
  const isByHand = change.kind === "other";
  return (
    <Section title={t("title")} className="mt-8" id="change">
      <AskedNote change={change} timeZone={at.conference.timeZone} />
      {at.may("registrations.edit") && (
        <>
          {!isByHand && (
            <form action={`${action}/prepare`} method="post" className="mt-3">
              <Button type="submit" size="middle" look="primary">
                {t(change.kind === "cancel" ? "see-cancel" : "see-order")}
              </Button>
            </form>
          )}
          <form action={`${action}/decide`} method="post" className="mt-4 max-w-prose">
            <TextArea
              name="answer"
              label={t(isByHand ? "answer" : "reason")}
              hint={t(isByHand ? "answer-hint" : "reason-hint")}
              optional={isByHand}
              rows={2}
              maxLength={LONGEST_ANSWER}
              defaultValue={kept ? singleValue(kept.values, "answer") : ""}
              error={error}
            />
            <p className="mt-3 flex flex-wrap gap-2">
              {isByHand && (
                <Button type="submit" name="decision" value="approve" size="middle" look="primary">
                  {t("done")}
                </Button>
              )}
              <Button type="submit" name="decision" value="decline" size="middle" look="danger">
                {t("decline")}
              </Button>
            </p>
          </form>
        </>
      )}
    </Section>
  );
}

/** What the person asks for, in their words too. */
export function AskedNote({ change, timeZone }: { change: ShownChange; timeZone: string }) {
  const t = useTranslations("admin-registration.change");
  const locale = useLocale();
  const { text, isLate, askedAt } = change;
  return (
    <Note tone="wait" title={t("asks", { wanted: describeChange(change, locale) })}>
      {text && <span className="block whitespace-pre-line wrap-anywhere">{text}</span>}
      <span className="block">
        {t("asked-at", { moment: formatDateTime(askedAt, timeZone, locale) })} {isLate && t("late")}
      </span>
    </Note>
  );
}
