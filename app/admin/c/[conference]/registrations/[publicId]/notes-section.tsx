import { useLocale, useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import type { Everything } from "@/lib/registration/load-everything";
import { LONGEST_NOTE } from "@/lib/registration/notes";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";

/** What staff told each other; the person never sees it. */
export function NotesSection({ view, at }: { view: Everything; at: AtDesk }) {
  const t = useTranslations("admin-registration.notes");
  const page = registrationPage(at.conference.slug, view.registration.publicId);
  return (
    <Section title={t("title")} intro={t("intro")} className="mt-8" id="notes">
      <ul className="mt-2 max-w-prose">
        {view.notes.map((note) => (
          <NoteRow key={note.publicId} note={note} page={page} at={at} />
        ))}
      </ul>
      {at.may("registrations.edit") && (
        <form action={`${page}/notes/add`} method="post" className="mt-3 max-w-prose">
          <TextArea name="text" id="new-note" label={t("new")} optional="unsaid" maxLength={LONGEST_NOTE} />
          <Button type="submit" size="middle" className="mt-2">
            {t("add")}
          </Button>
        </form>
      )}
    </Section>
  );
}

function NoteRow({ note, page, at }: { note: Everything["notes"][number]; page: string; at: AtDesk }) {
  const t = useTranslations("admin-registration.notes");
  const locale = useLocale();
  const time = (moment: Date) => formatDateTime(moment, at.conference.timeZone, locale);
  const isOwn = note.staffId === at.staff.id && at.may("registrations.edit");
  return (
    <li className="border-rule border-b py-2.5 text-sm">
      <p className="whitespace-pre-line wrap-anywhere">{note.text}</p>
      <p className="mt-1 text-xs text-ink-soft">
        {t("by", { name: note.staff.name, time: time(note.createdAt) })}
        {note.editedAt && `, ${t("edited", { time: time(note.editedAt) })}`}
      </p>
      {isOwn && (
        <div className="mt-1 flex flex-wrap gap-2">
          <ButtonLink href={`${page}/notes/${note.publicId}/edit`} look="quiet" size="dense">
            {t("edit")}
          </ButtonLink>
          <form action={`${page}/notes/${note.publicId}/delete`} method="post">
            <Button type="submit" look="quiet" size="dense">
              {t("delete")}
            </Button>
          </form>
        </div>
      )}
    </li>
  );
}
