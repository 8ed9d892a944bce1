import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { findUsers } from "@/lib/conference/edit-item";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import type { AtDesk } from "../../../../guard";
import { MoveButtons } from "./item-table";
import { itemPage, listPage } from "./lists";

/** Every room in the order in which the event app shows them. */
export function RoomTable({ at, loaded }: { at: AtDesk; loaded: LoadedSetup }) {
  const t = useTranslations("admin-catalogue");
  const { slug } = at.conference;
  const columns: Column[] = [
    { key: "name", head: t("columns.name") },
    { key: "where", head: t("columns.where"), wideOnly: true },
    { key: "seats", head: t("columns.seats"), width: "w-20", align: "right" },
    { key: "sessions", head: t("columns.sessions"), width: "w-24", align: "right", wideOnly: true },
    ...(at.may("set-up.edit") ? [{ key: "order", head: t("columns.order"), width: "w-24" }] : []),
  ];
  const rows = loaded.rooms.map(({ id, name, item }) => ({
    key: String(id),
    cells: {
      name: (
        <a href={itemPage(slug, "rooms", id)} className="font-semibold whitespace-normal">
          {name}
        </a>
      ),
      where: (
        <span className="whitespace-normal">
          {[item.building, item.floor, item.address].filter(Boolean).join(", ")}
        </span>
      ),
      seats: item.seats === null ? "" : <span className="num">{t("count", { count: item.seats })}</span>,
      sessions: <span className="num">{t("count", { count: findUsers(loaded.setup, "rooms", name).length })}</span>,
      order: <MoveButtons action={`${listPage(slug, "rooms")}/act`} id={id} name={name} />,
    },
  }));
  return <DataTable caption={t("lists.rooms.title")} columns={columns} rows={rows} />;
}
