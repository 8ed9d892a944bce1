import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import { State } from "@/components/ui/state";
import { newPublicId } from "@/lib/ids/public-id";
import { canResend, findMail } from "@/lib/registration/write-to-person";
import { formatDateTime } from "@/lib/time/format";
import { Desk } from "../../../../../../desk";
import { leaveUnknown } from "../../../../../../guard";
import { requireAtRegistration } from "../../at-registration";
import { MAIL_LOOKS, useLetterName } from "../../mail-words";
import { readMailId } from "./read-mail-id";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.mails"))("mail") };
}

/** One mail as it was sent. */
export default async function MailPage(
  props: PageProps<"/admin/c/[conference]/registrations/[publicId]/mails/[mailId]">,
) {
  const { mailId, ...of } = await props.params;
  const { at, view, page } = await requireAtRegistration(
    of,
    "registrations.see",
    `mails/${encodeURIComponent(mailId)}`,
  );
  const mail = await findMail(view.registration.id, readMailId(mailId));
  if (!mail) leaveUnknown(at.conference.slug);
  return <MailView {...{ at, page, mail, locale: await getLocale() }} />;
}

type MailViewProps = {
  at: Awaited<ReturnType<typeof requireAtRegistration>>["at"];
  page: string;
  mail: NonNullable<Awaited<ReturnType<typeof findMail>>>;
  locale: Awaited<ReturnType<typeof getLocale>>;
};

async function MailView({ at, page, mail, locale }: MailViewProps) {
  const t = await getTranslations("admin-registration.mails");
  const time = (moment: Date) => formatDateTime(moment, at.conference.timeZone, locale);
  return (
    <Desk
      at={at}
      current="registrations"
      title={mail.subject ?? t("mail")}
      aside={<State {...MAIL_LOOKS[mail.state]} word={t(`states.${mail.state}`)} />}
    >
      {mail.failure && (
        <Note tone="bad" title={t("failed")}>
          {mail.failure}
        </Note>
      )}
      <DefinitionList
        className="mt-4 max-w-prose"
        items={[
          { term: t("to"), value: mail.recipient },
          { term: t("kind"), value: <LetterName letter={mail.letter} /> },
          { term: t("written"), value: time(mail.createdAt) },
          ...(mail.sentAt ? [{ term: t("sent-at"), value: time(mail.sentAt) }] : []),
        ]}
      />
      {mail.text ? (
        <div className="mt-5 max-w-prose border border-rule bg-sheet p-4 text-sm whitespace-pre-wrap wrap-anywhere">
          {mail.text}
        </div>
      ) : (
        <p className="mt-5 text-sm text-ink-soft">{t("no-text")}</p>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        {at.may("registrations.mail") && canResend(mail) && (
          <form action={`${page}/mails/${mail.id}/resend`} method="post">
            <input type="hidden" name="once" value={newPublicId()} />
            <Button type="submit" size="middle">
              {t("resend")}
            </Button>
          </form>
        )}
        <ButtonLink href={page} size="middle">
          {t("back")}
        </ButtonLink>
      </div>
    </Desk>
  );
}

function LetterName({ letter }: { letter: string }) {
  return useLetterName()(letter);
}
