import { useLocale, useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { type AgendaFilter, BOOKABLE } from "@/lib/agenda/filter-agenda";
import type { AgendaSession } from "@/lib/agenda/load-agenda";
import { formatDate } from "@/lib/time/format";
import { localDay } from "@/lib/time/zone";
import type { AtDesk } from "../../../guard";
import { agendaPage } from "./agenda-page";

type Props = { at: AtDesk; filter: AgendaFilter; sessions: readonly AgendaSession[] };

/** Which day, room, tag; and what can be booked. A plain form. */
export function AgendaFilters({ at, filter, sessions }: Props) {
  const t = useTranslations("admin-agenda.filter");
  const locale = useLocale();
  const { slug, timeZone } = at.conference;
  const days = new Map(sessions.map(({ startsAt }) => [localDay(startsAt, timeZone), startsAt]));
  const named = (names: readonly string[]) =>
    [...new Set(names)].filter(Boolean).map((name) => ({ value: name, label: name }));
  const selects = [
    {
      name: "day",
      options: [...days].map(([value, at]) => ({ value, label: formatDate(at, timeZone, locale) })),
    },
    { name: "room", options: named(sessions.map(({ room }) => room).toSorted()) },
    { name: "tag", options: named(sessions.flatMap(({ tags }) => tags).toSorted()) },
    { name: "is", options: BOOKABLE.map((value) => ({ value, label: t(`states.${value}`) })) },
  ] as const;
  const isSet = selects.some(({ name }) => filter[name] !== "");
  return (
    <search>
      <form
        action={agendaPage(slug)}
        className="mt-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
      >
        {selects.map(({ name, options }) => (
          <Select
            key={name}
            name={name}
            label={t(`fields.${name}`)}
            optional="unsaid"
            empty={t("any")}
            options={options}
            defaultValue={filter[name]}
          />
        ))}
        <span className="flex flex-wrap gap-2">
          <Button type="submit" size="middle">
            {t("show")}
          </Button>
          {isSet && (
            <ButtonLink href={agendaPage(slug)} size="middle" look="quiet">
              {t("all")}
            </ButtonLink>
          )}
        </span>
      </form>
    </search>
  );
}
