import { useTranslations } from "next-intl";
import { useSessionHours } from "@/components/session-hours";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { Agenda, AgendaEntry } from "@/lib/bookings/load-agenda";
import type { KeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import type { AtDesk } from "../../../../guard";

/** The kept form's name: what staff chose and could not be done. */
export const bookingForm = (registrationId: number) => `registration.session:${registrationId}`;

type SessionsSectionProps = {
  agenda: Agenda;
  /** The registration's page. */
  page: string;
  at: AtDesk;
  kept: KeptStaffForm<string[]> | null;
};

/** What the person is in, and a place in something more; nothing where the conference has no programme. */
export function SessionsSection({ agenda, page, at, kept }: SessionsSectionProps) {
  const t = useTranslations("admin-registration.sessions");
  const own = agenda.entries.filter(({ mine }) => mine !== null);
  const open = agenda.entries.filter(isBookable);
  if (agenda.entries.length === 0) return null;
  const mayEdit = at.may("registrations.edit");
  return (
    <Section title={t("title")} intro={own.length === 0 && t("none")} className="mt-8" id="sessions">
      <ul className="mt-2 max-w-prose text-sm">
        {own.map((entry) => (
          <OwnRow key={entry.session.publicId} entry={entry} page={page} at={at} mayEdit={mayEdit} />
        ))}
      </ul>
      {mayEdit && agenda.participation === "Registered" && open.length > 0 && (
        <BookForm open={open} page={page} at={at} kept={kept} />
      )}
    </Section>
  );
}

/** Of what the door refuses, only a full session is no obstacle to staff; who waits for one may be put into it. */
function isBookable({ register, mine }: AgendaEntry): boolean {
  if (mine) return !mine.isDerived && mine.state !== "registered";
  if (register.do === "refuse") return register.reason === "full" || register.reason === "waiting_list_full";
  return register.do === "register" || register.do === "wait";
}

type OwnRowProps = Pick<SessionsSectionProps, "page" | "at"> & { entry: AgendaEntry; mayEdit: boolean };

function OwnRow({ entry, page, at, mayEdit }: OwnRowProps) {
  const t = useTranslations("admin-registration.sessions");
  const { dayAndHours } = useSessionHours(at.conference.timeZone);
  const { session, mine, position, leave } = entry;
  if (!mine) return null;
  const words = {
    held: mine.isDerived ? t("ordered") : t("offered"),
    registered: mine.source === "included" ? t("included") : mine.isDerived ? t("bought") : t(`by.${mine.source}`),
    waitlisted: t("waitlisted", { position: position ?? 0 }),
    unregistered: "",
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-rule border-b py-2">
      <span className="min-w-0">
        {session.title}
        <span className="block text-xs text-ink-soft">
          {dayAndHours(session)}, {words[mine.state]}
        </span>
      </span>
      {mayEdit && leave.do === "leave" && (
        <form action={`${page}/sessions/leave`} method="post">
          <input type="hidden" name="session" value={session.publicId} />
          <Button type="submit" look="quiet" size="dense" aria-label={`${t("take-out")}: ${session.title}`}>
            {t("take-out")}
          </Button>
        </form>
      )}
    </li>
  );
}

type BookFormProps = Pick<SessionsSectionProps, "page" | "at" | "kept"> & { open: readonly AgendaEntry[] };

function BookForm({ open, page, at, kept }: BookFormProps) {
  const t = useTranslations("admin-registration.sessions");
  const { dayAndHours } = useSessionHours(at.conference.timeZone);
  const value = (name: string) => (kept ? singleValue(kept.values, name) : "");
  return (
    <form action={`${page}/sessions/book`} method="post" className="mt-4 max-w-prose">
      <Fields>
        <Select
          name="session"
          label={t("session")}
          empty={t("choose")}
          defaultValue={value("session")}
          options={open.map(({ session, places, waiting }) => {
            const words = { title: session.title, when: dayAndHours(session), waiting };
            const label = places ? t("option-places", { ...words, ...places }) : t("option", words);
            return { value: session.publicId, label };
          })}
        />
        <TextInput
          name="reason"
          label={t("reason")}
          hint={t("reason-hint")}
          optional
          maxLength={300}
          defaultValue={value("reason")}
        />
      </Fields>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button type="submit" size="middle">
          {t("book")}
        </Button>
        <Button type="submit" name="wait" value="yes" size="middle">
          {t("wait")}
        </Button>
      </p>
    </form>
  );
}
