import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { pageLanguages } from "@/app/page-languages";
import { CodeField } from "@/components/attendee/code-field";
import { PlainStage } from "@/components/attendee/stage";
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
  const { indicoUrl, indicoEventId, indicoFormId } = request.conference;
  const path = `/verify/${requestId}`;
  const state = await stateOf(request, { problem, isAgain: again !== undefined });
  const lead = request.isWithoutLink
    ? t("lead-without-link")
    : t.rich("lead", { email: maskEmail(request.email), mono: (email) => <b className="code">{email}</b> });
  return (
    <VerifyStage request={request} path={path}>
      <Title lead={lead}>{t("title")}</Title>
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
          <CodeField hint={state.hint} error={state.error} />
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
          {request.isWithoutLink
            ? t("no-mail-without-link")
            : t.rich("no-mail-do", {
                indico: (words) => (
                  <a href={`${indicoUrl}/event/${indicoEventId}/registrations/${indicoFormId}/`}>{words}</a>
                ),
              })}
        </p>
      </Section>
    </VerifyStage>
  );
}

/** A link says which conference it is for; a registration's address does not, before the code. */
function VerifyStage({ request, path, children }: { request: Request; path: string; children: ReactNode }) {
  return request.isWithoutLink ? (
    <PlainStage path={path}>{children}</PlainStage>
  ) : (
    <AttendeeStage step="verify" conference={request.conference} path={path}>
      {children}
    </AttendeeStage>
  );
}

type Request = NonNullable<Awaited<ReturnType<typeof loadLinkRequest>>>;

/** What stands at the field, from this page's own tries and the clock alone. */
async function stateOf(request: Request, { problem, isAgain }: { problem: unknown; isAgain: boolean }) {
  const { validUntil, triesLeft, wasWrong } = request;
  const t = await getTranslations("attendee.verify");
  const { hint, ranOut } = await validity(request, isAgain);
  if (triesLeft === 0) return { hint, isOver: true, error: t("no-tries") };
  if (validUntil <= new Date()) return { hint, isOver: true, error: ranOut };
  if (problem === "wait") return { hint, isOver: false, error: t("wait") };
  if (problem === "digits") return { hint, isOver: false, error: t("digits") };
  return { hint, isOver: false, error: wasWrong ? t("wrong", { tries: triesLeft }) : undefined };
}

/** Which mail the code is in and how long it holds; a page without a link knows no conference and so no clock. */
async function validity({ isWithoutLink, conference, validUntil }: Request, isAgain: boolean) {
  const t = await getTranslations("attendee.verify");
  if (isWithoutLink) {
    return { hint: t(isAgain ? "hint-again-without-link" : "hint-without-link"), ranOut: t("ran-out-without-link") };
  }
  const locale = await getLocale();
  const { timeZone } = conference;
  const until = t("moment", { time: formatTime(validUntil, timeZone, locale), city: cityOfZone(timeZone, locale) });
  const { name } = translated(conference, (await pageLanguages()).locale);
  return {
    hint: t(isAgain ? "hint-again" : "hint", { conference: name, until }),
    ranOut: t("ran-out", { until }),
  };
}
