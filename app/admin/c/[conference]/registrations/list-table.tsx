import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StateMark } from "@/components/staff/state-mark";
import { type Column, DataTable } from "@/components/ui/data-table";
import { countryName } from "@/lib/countries/countries";
import type { DeskConference } from "@/lib/desk/find-conference";
import { formatAmount } from "@/lib/money/format";
import type { RegistrationRow } from "@/lib/registration/search/read-rows";
import { shownNumber } from "@/lib/registration/shown-number";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../act";
import { LIST_FORM } from "./list-filters";
import { besidePanel, type ColumnName, type ListState, pageQuery } from "./read-list";

type ListTableProps = {
  list: ListState;
  rows: readonly RegistrationRow[];
  conference: DeskConference;
  /** Whose panel is open; null for nobody's. */
  open: string | null;
};

/** Of the two links of a name the first opens the panel where there is room, the second the page. */
const PANEL_ROOM =
  "[&_td>a]:font-semibold max-[68.75rem]:[&_a[data-panel]]:hidden min-[68.75rem]:[&_a[data-panel]+a]:hidden min-[68.75rem]:[&_tbody_tr]:cursor-pointer";

/** States that need nobody lose their tint in a table. */
const QUIET: readonly string[] = ["paid", "free", "checked-in", "cancelled"];

/** The rows of a list, each with a box to tick. */
export function ListTable({ list, rows, conference, open }: ListTableProps) {
  const t = useTranslations("admin-registrations");
  const cellOf = useCells(conference);
  const shown = open === null ? list : besidePanel(list);
  const heads: Column[] = [
    { key: "tick", head: <span className="sr-only">{t("tick")}</span>, width: "w-9" },
    { key: "name", head: t("heads.name"), sort: sortOf("name", list) },
    ...shown.columns.map((column) => ({
      key: column,
      head: t(`heads.${column}`),
      ...LOOKS[column],
      ...(column === "number" ? { sort: sortOf("number", list) } : {}),
    })),
  ];
  return (
    <div className={PANEL_ROOM}>
      <DataTable
        caption={t("title")}
        columns={heads}
        rows={rows.map((row) => ({
          key: row.publicId,
          open: row.publicId === open,
          cells: {
            tick: (
              <input type="checkbox" name="id" value={row.publicId} aria-label={t("tick-of", { name: nameOf(row) })} />
            ),
            name: (
              <>
                <a
                  data-panel=""
                  href={`?${pageQuery(list, row.publicId)}`}
                  aria-current={row.publicId === open || undefined}
                >
                  {nameOf(row)}
                </a>
                <a href={registrationPage(conference.slug, row.publicId)}>{nameOf(row)}</a>
                <small>{row.affiliation || row.email}</small>
              </>
            ),
            ...Object.fromEntries(shown.columns.map((column) => [column, cellOf(column, row)])),
          },
        }))}
      />
    </div>
  );
}

const LOOKS: Record<ColumnName, Omit<Column, "key" | "head">> = {
  number: { align: "right", width: "w-16", wideOnly: true },
  category: { wideOnly: true },
  state: { width: "w-42" },
  indico: { width: "w-28", wideOnly: true },
  balance: { align: "right", width: "w-24", wideOnly: true },
  email: { wideOnly: true },
  country: { width: "w-32", wideOnly: true },
  services: { wideOnly: true },
  way: { width: "w-28", wideOnly: true },
  reference: { width: "w-44", wideOnly: true },
  presence: { width: "w-36", wideOnly: true },
  begun: { width: "w-48", wideOnly: true },
};

function sortOf(column: "name" | "number", { sort }: ListState): Column["sort"] {
  if (sort === column) return { form: LIST_FORM, direction: "ascending" };
  return sort === `-${column}` ? { form: LIST_FORM, direction: "descending" } : { form: LIST_FORM };
}

/** "Strand, Elin": lists are sorted by family names. */
function nameOf({ lastName, firstName, email }: RegistrationRow): string {
  return [lastName, firstName].filter(Boolean).join(", ") || email;
}

function useCells(conference: DeskConference): (column: ColumnName, row: RegistrationRow) => ReactNode {
  const t = useTranslations("admin-registrations");
  const ways = useTranslations("admin.registration.ways");
  const locale = useLocale();
  return (column, row) => {
    const balance = row.currency
      ? formatAmount({ minor: row.totalMinor - row.receivedMinor, currency: row.currency }, locale)
      : "";
    switch (column) {
      case "number":
        return <span className="num">{shownNumber(row, conference)}</span>;
      case "category":
        return row.category;
      case "state":
        return (
          <>
            <StateMark group="registration" state={row.stands} quiet={QUIET.includes(row.stands)} />
            {row.hasPlacedOrder && row.totalMinor !== row.receivedMinor && (
              <small className="num md:hidden!">{balance}</small>
            )}
          </>
        );
      case "indico":
        return row.mirror && row.indicoDbId !== null ? (
          <StateMark group="mirror" state={row.mirror} quiet={row.mirror === "in_step"} />
        ) : (
          <span className="text-ink-faint">{t("not-there")}</span>
        );
      case "balance":
        return <span className="num">{row.hasPlacedOrder ? balance : ""}</span>;
      case "email":
        return row.email;
      case "country":
        return row.country && countryName(row.country, locale);
      case "services":
        return row.services;
      case "way":
        return row.way && ways(row.way);
      case "reference":
        return <span className="font-mono">{row.reference}</span>;
      case "presence":
        return row.checkedInAt && formatDateTime(row.checkedInAt, conference.timeZone, locale);
      case "begun":
        return formatDateTime(row.createdAt, conference.timeZone, locale);
    }
  };
}
