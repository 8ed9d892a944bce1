import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { findUsers } from "@/lib/conference/edit-item";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import type { AtDesk } from "../../../../guard";
import { MoveButtons } from "./item-table";
import { itemPage, listPage } from "./lists";

/** Every tag in the order in which the event app shows them. */
export function TagTable({ at, loaded }: { at: AtDesk; loaded: LoadedSetup }) {
  const t = useTranslations("admin-catalogue");
  const { slug } = at.conference;
  const columns: Column[] = [
    { key: "name", head: t("columns.name") },
    { key: "kind", head: t("columns.kind"), width: "w-28" },
    { key: "colour", head: t("columns.colour"), width: "w-28", wideOnly: true },
    { key: "perPerson", head: t("columns.per-person"), width: "w-28", align: "right", wideOnly: true },
    { key: "sessions", head: t("columns.sessions"), width: "w-24", align: "right", wideOnly: true },
    ...(at.may("set-up.edit") ? [{ key: "order", head: t("columns.order"), width: "w-24" }] : []),
  ];
  const rows = loaded.tags.map(({ id, name, item }) => ({
    key: String(id),
    cells: {
      name: (
        <a href={itemPage(slug, "tags", id)} className="font-semibold whitespace-normal">
          {name}
        </a>
      ),
      kind: t(`kinds.${item.kind}`),
      colour: item.colour && <Swatch colour={item.colour} />,
      perPerson: item.perPerson === null ? "" : <span className="num">{t("count", { count: item.perPerson })}</span>,
      sessions: <span className="num">{t("count", { count: findUsers(loaded.setup, "tags", name).length })}</span>,
      order: <MoveButtons action={`${listPage(slug, "tags")}/act`} id={id} name={name} />,
    },
  }));
  return <DataTable caption={t("lists.tags.title")} columns={columns} rows={rows} />;
}

/** The colour and its name: an SVG, since a page carries no style of its own. */
function Swatch({ colour }: { colour: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3">
        <rect width="12" height="12" rx="2" fill={colour} />
      </svg>
      <span className="code">{colour}</span>
    </span>
  );
}
