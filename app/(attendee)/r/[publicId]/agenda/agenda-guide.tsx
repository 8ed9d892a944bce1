import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePageLocale } from "@/components/page-locale";
import { Words } from "@/components/words";
import type { Agenda } from "@/lib/bookings/load-agenda";
import { formatWeekday } from "@/lib/time/format";
import { type AgendaView, agendaAddress } from "./agenda-view";
import { TagMark } from "./tag-mark";

type AgendaGuideProps = {
  publicId: string;
  /** In order: as addresses name them, and a moment of each. */
  days: readonly { day: string; at: Date }[];
  agenda: Agenda;
  view: AgendaView;
  timeZone: string;
};

/** Plain links that show a part of the programme: a day, a tag, one's own. */
export function AgendaGuide({ publicId, days, agenda, view, timeZone }: AgendaGuideProps) {
  const t = useTranslations("attendee.agenda");
  const locale = usePageLocale();
  const { entries } = agenda;
  const own = entries.filter(({ mine }) => mine !== null).length;
  const link = (change: Partial<AgendaView>) => agendaAddress(publicId, { ...view, ...change });
  const used = new Set(entries.flatMap(({ session }) => session.tags));
  const known = agenda.tags.filter(({ name }) => used.delete(name));
  const tags = [...known, ...[...used].toSorted().map((name) => ({ name, colour: null }))];
  return (
    <nav aria-label={t("guide")} className="grid gap-x-8 gap-y-3 text-sm sm:flex sm:flex-wrap xl:grid xl:gap-y-6">
      <Group>
        <Choice href={link({ mine: false })} isChosen={!view.mine}>
          {t("everything")}
        </Choice>
        <Choice href={link({ mine: true })} isChosen={view.mine}>
          {t("mine", { count: own })}
        </Choice>
      </Group>
      {days.length > 1 && (
        <Group>
          <Choice href={link({ day: null })} isChosen={view.day === null}>
            {t("all-days")}
          </Choice>
          {days.map(({ day, at }) => (
            <Choice key={day} href={link({ day })} isChosen={view.day === day}>
              <Words>{formatWeekday(at, timeZone, locale)}</Words>
            </Choice>
          ))}
        </Group>
      )}
      {tags.length > 0 && (
        <Group>
          <Choice href={link({ tag: null })} isChosen={view.tag === null}>
            {t("all-tags")}
          </Choice>
          {tags.map(({ name, colour }) => (
            <Choice key={name} href={link({ tag: name })} isChosen={view.tag === name}>
              <TagMark name={name} colour={colour} />
            </Choice>
          ))}
        </Group>
      )}
    </nav>
  );
}

function Group({ children }: { children: ReactNode }) {
  return <ul className="flex flex-wrap gap-x-4 xl:block">{children}</ul>;
}

function Choice({ href, isChosen, children }: { href: string; isChosen: boolean; children: ReactNode }) {
  return (
    <li>
      <a
        href={href}
        aria-current={isChosen || undefined}
        className={cx("inline-block py-1.5", isChosen ? "font-semibold text-accent decoration-2" : "text-ink-soft")}
      >
        {children}
      </a>
    </li>
  );
}
