import { useLocale } from "next-intl";
import { OwnWords } from "@/components/words";
import type { AgendaSession } from "@/lib/bookings/load-agenda";
import { agendaAddress, anchorOf, WHOLE_AGENDA } from "./agenda-view";

/** Other sessions by their names, each a link to where it stands. */
export function SessionLinks({ publicId, of }: { publicId: string; of: readonly AgendaSession[] }) {
  const parts = new Intl.ListFormat(useLocale()).formatToParts(of.map((session) => session.publicId));
  const byId = new Map(of.map((session) => [session.publicId, session]));
  return parts.map(({ type, value }) => {
    const session = type === "element" && byId.get(value);
    if (!session) return value;
    return (
      <a key={value} href={`${agendaAddress(publicId, WHOLE_AGENDA)}#${anchorOf(value)}`}>
        <OwnWords of={session} field="title" />
      </a>
    );
  });
}
