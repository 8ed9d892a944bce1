import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { CodeField } from "@/components/attendee/code-field";
import { Title } from "@/components/attendee/title";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { loadLinkRequest } from "@/lib/access/load-request";
import { env } from "@/lib/env";
import { translated } from "@/lib/i18n/translated";
import { maskEmail } from "@/lib/registration/email-address";
import { cityOfZone, formatTime } from "@/lib/time/format";
import { AttendeeStage } from "../../attendee-stage";

type Props = PageProps<"/verify/[requestId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.verify"))("title") };
}

/** Asks for the code from the mail. The same page whether or not anybody is registered with the link. */
export default async function VerifyPage({ params, searchParams }: Props) {
  const { requestId } = await params;
  const { problem, again } = await searchParams;
  const request = await loadLinkRequest(requestId);
  if (!request) redirect("/cannot-open");
  const t = await getTranslations("attendee.verify");
  const conference = translated(request.conference, await getLocale());
  const { indicoUrl, indicoEventId, indicoFormId } = conference;
  const path = `/verify/${requestId}`;
  const state = await stateOf(request, problem);
  return (
    <AttendeeStage step="verify" conference={request.conference} path={path}>
      <Title
        lead={t.rich("lead", { email: maskEmail(request.email), mono: (email) => <b className="code">{email}</b> })}
      >
        {t("title")}
      </Title>
      {env().isDemo && (
        <Note title={t("demo-title")}>
          {t.rich("demo", { mailbox: (word) => <a href="/sandbox/mailbox">{word}</a> })}
        </Note>
      )}
      {state.isOver ? (
        <form action={`${path}/again`} method="post" className="mt-8">
          <Note tone="wait" role="alert" title={state.error}>
            {t("over")}
          </Note>
          <p className="mt-6">
            <Button look="primary" type="submit">
              {t("again")}
            </Button>
          </p>
        </form>
      ) : (
        <form action={`${path}/code`} method="post" className="mt-8">
          <CodeField
            hint={t(again === undefined ? "hint" : "hint-again", { conference: conference.name, until: state.until })}
            error={state.error}
          />
          <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-3">
            <Button look="primary" type="submit">
              {t("continue")}
            </Button>
            <Button look="quiet" type="submit" formAction={`${path}/again`}>
              {t("again")}
            </Button>
          </div>
        </form>
      )}
      <Section title={t("no-mail")}>
        <p className="mt-2 text-ink-soft">
          {t.rich("no-mail-do", {
            indico: (words) => (
              <a href={`${indicoUrl}/event/${indicoEventId}/registrations/${indicoFormId}/`}>{words}</a>
            ),
          })}
        </p>
      </Section>
    </AttendeeStage>
  );
}

type Request = NonNullable<Awaited<ReturnType<typeof loadLinkRequest>>>;

/** What stands at the field, from this page's own tries and the clock alone. */
async function stateOf({ validUntil, triesLeft, wasWrong, conference }: Request, problem: unknown) {
  const t = await getTranslations("attendee.verify");
  const { timeZone } = conference;
  const until = t("moment", { time: formatTime(validUntil, timeZone, await getLocale()), city: cityOfZone(timeZone) });
  if (triesLeft === 0) return { until, isOver: true, error: t("no-tries") };
  if (validUntil <= new Date()) return { until, isOver: true, error: t("ran-out", { until }) };
  if (problem === "wait") return { until, isOver: false, error: t("wait") };
  if (problem === "digits") return { until, isOver: false, error: t("digits") };
  return { until, isOver: false, error: wasWrong ? t("wrong", { tries: triesLeft }) : undefined };
}
