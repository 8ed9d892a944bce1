import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import { OwnWords } from "@/components/words";
import type { AgendaEntry } from "@/lib/bookings/load-agenda";
import { SessionLinks } from "./session-links";

/** How it looks what an act came of that was no refusal. */
const DONE = { registered: "ok", already: "ok", waitlisted: "wait", unregistered: "ok", available: "note" } as const;

type SaidNoteProps = {
  publicId: string;
  said: string;
  entry: AgendaEntry;
  /** At the session itself, whose name stands there. */
  isAtSession?: boolean | undefined;
};

/** What the last act came of, and after a refusal what to do; a code that we do not know says nothing. */
export function SaidNote({ publicId, said, entry, isAtSession }: SaidNoteProps) {
  const t = useTranslations("attendee.agenda.said");
  const code = said as Code;
  if (!said || !t.has(code)) return null;
  const tone = said in DONE ? DONE[said as keyof typeof DONE] : "bad";
  const words = t.rich(code, {
    position: entry.position ?? 0,
    own: (text) => <a href={`/r/${publicId}`}>{text}</a>,
    others: () => <SessionLinks publicId={publicId} of={entry.conflicts} />,
  });
  if (isAtSession) {
    return (
      <Note tone={tone} className="mt-3 print:hidden">
        {words}
      </Note>
    );
  }
  return (
    <Note
      tone={tone}
      role={tone === "bad" ? "alert" : "status"}
      title={
        <>
          <OwnWords of={entry.session} field="title" />:
        </>
      }
    >
      {words}
    </Note>
  );
}

type Code = Parameters<ReturnType<typeof useTranslations<"attendee.agenda.said">>>[0];
