import { EyeOff } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable, type Row } from "@/components/ui/data-table";
import { State } from "@/components/ui/state";
import type { LoadedSetup, SessionRow } from "@/lib/conference/load-setup";
import { formatDayAndTime, formatTime } from "@/lib/time/format";
import { localDay, utcFromLocal } from "@/lib/time/zone";
import type { AtDesk } from "../../../../guard";
import { itemPage } from "./lists";

/** Every session in the order of time, as a programme has them. */
export function SessionTable({ at, loaded }: { at: AtDesk; loaded: LoadedSetup }) {
  const t = useTranslations("admin-catalogue");
  const columns: Column[] = [
    { key: "number", head: t("columns.number"), width: "w-12", align: "right", wideOnly: true },
    { key: "title", head: t("columns.title") },
    { key: "when", head: t("columns.when"), width: "w-32 sm:w-56" },
    { key: "tags", head: t("columns.tags"), width: "w-36", wideOnly: true },
    { key: "quota", head: t("columns.quota"), width: "w-36", wideOnly: true },
    { key: "service", head: t("columns.service"), width: "w-44", wideOnly: true },
  ];
  const rows = loaded.sessions.map((row) => sessionRow(row, loaded, at));
  return <DataTable caption={t("lists.sessions.title")} columns={columns} rows={rows} />;
}

function sessionRow({ id, number, item }: SessionRow, { services }: LoadedSetup, at: AtDesk): Row {
  const service = services.find(({ name }) => name === item.service);
  return {
    key: String(id),
    cells: {
      number: <span className="num">{number}</span>,
      title: <Titled href={itemPage(at.conference.slug, "sessions", id)} item={item} />,
      when: <WhenAndWhere item={item} timeZone={at.conference.timeZone} />,
      tags: <span className="whitespace-normal">{item.tags.join(", ")}</span>,
      quota: item.quota ?? <Faint say="no-quota-of-its-own" />,
      service: service ? <span className="whitespace-normal">{service.item.name}</span> : <Faint say="free" />,
    },
  };
}

function Titled({ href, item }: { href: string; item: SessionRow["item"] }) {
  const t = useTranslations("admin-catalogue");
  return (
    <>
      <a href={href} className="font-semibold whitespace-normal">
        {item.title}
      </a>{" "}
      {!item.isPublished && <State word={t("not-published")} icon={EyeOff} tone="plain" />}
      <small>{item.code}</small>
    </>
  );
}

/** "Wed 16 June, 19:30–21:00"; of one that ends another day that day too. */
function WhenAndWhere({ item, timeZone }: { item: SessionRow["item"]; timeZone: string }) {
  const locale = useLocale();
  const [start, end] = [utcFromLocal(item.startsAt, timeZone), utcFromLocal(item.endsAt, timeZone)];
  if (!start.ok || !end.ok) return null;
  const isOneDay = localDay(start.value, timeZone) === localDay(end.value, timeZone);
  const formatEnd = isOneDay ? formatTime : formatDayAndTime;
  return (
    <>
      <span className="whitespace-normal">
        {formatDayAndTime(start.value, timeZone, locale)}–{formatEnd(end.value, timeZone, locale)}
      </span>
      {item.room && <small>{item.room}</small>}
    </>
  );
}

function Faint({ say }: { say: "no-quota-of-its-own" | "free" }) {
  const t = useTranslations("admin-catalogue");
  return <span className="whitespace-normal text-ink-faint">{t(say)}</span>;
}
