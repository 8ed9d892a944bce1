import { ArrowDown, ArrowUp, Ban, CircleDashed } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { type Column, DataTable, type Row } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { State } from "@/components/ui/state";
import type { LoadedSetup, QuestionRow, SoldRow } from "@/lib/conference/load-setup";
import { formatMoney } from "@/lib/money/format";
import { currentWindow } from "@/lib/pricing/price-window";
import { formatDayAndTime } from "@/lib/time/format";
import { utcFromLocal } from "@/lib/time/zone";
import type { AtDesk } from "../../../../guard";
import { itemPage, listPage } from "./lists";

type ItemTableProps = { at: AtDesk; list: "categories" | "services" | "questions"; loaded: LoadedSetup };

/** Categories, services or questions in the order in which people see them. */
export function ItemTable({ at, list, loaded }: ItemTableProps) {
  const t = useTranslations("admin-catalogue");
  const rows =
    list === "questions"
      ? loaded.questions.map((row) => useQuestionCells(row, loaded, at))
      : loaded[list].map((row) => useSoldCells(row, list, at));
  const columns: Column[] = [
    { key: "name", head: t("columns.name") },
    list === "questions"
      ? { key: "type", head: t("columns.type"), width: "w-40", wideOnly: true }
      : { key: "price", head: t("columns.price"), width: "w-40" },
    {
      key: list === "questions" ? "asked" : "quotas",
      head: list === "questions" ? t("columns.asked") : t("columns.quotas"),
      width: "w-44",
      wideOnly: true,
    },
    {
      key: "uses",
      head: list === "questions" ? t("columns.answers") : t("columns.chosen"),
      width: "w-20",
      align: "right",
      wideOnly: true,
    },
    ...(at.may("set-up.edit") ? [{ key: "order", head: t("columns.order"), width: "w-24" }] : []),
  ];
  return <DataTable caption={t(`lists.${list}.title`)} columns={columns} rows={rows} />;
}

function useSoldCells(
  row: SoldRow<LoadedSetup["categories"][number]["item"] | LoadedSetup["services"][number]["item"]>,
  list: "categories" | "services",
  at: AtDesk,
): Row {
  const t = useTranslations("admin-catalogue");
  const locale = useLocale();
  const { slug, timeZone, currency } = at.conference;
  const { id, item, windows, uses } = row;
  const now = currentWindow(windows, new Date());
  const startsAt = "startsAt" in item && item.startsAt !== null ? utcFromLocal(item.startsAt, timeZone) : null;
  const about = startsAt?.ok
    ? [formatDayAndTime(startsAt.value, timeZone, locale), "place" in item && item.place].filter(Boolean).join(", ")
    : item.code;
  return {
    key: String(id),
    cells: {
      name: <Named href={itemPage(slug, list, id)} name={item.name} about={about} isActive={item.isActive} />,
      price: now ? (
        <>
          <span className="num">{formatMoney({ minor: now.priceMinor, currency }, locale)}</span>
          <small>{now.label}</small>
        </>
      ) : (
        <State word={t("no-price-now")} icon={CircleDashed} tone="wait" />
      ),
      quotas: item.quotas.join(", ") || <span className="text-ink-faint">{t("no-quota")}</span>,
      uses: <span className="num">{t("count", { count: uses })}</span>,
      order: <MoveButtons action={`${listPage(slug, list)}/act`} id={id} name={item.name} />,
    },
  };
}

function useQuestionCells({ id, item, answers }: QuestionRow, loaded: LoadedSetup, at: AtDesk): Row {
  const t = useTranslations("admin-catalogue");
  const { slug } = at.conference;
  const asked = item.categories.map((code) => loaded.categories.find(({ name }) => name === code)?.item.name ?? code);
  return {
    key: String(id),
    cells: {
      name: (
        <Named href={itemPage(slug, "questions", id)} name={item.label} about={item.key} isActive={item.isActive} />
      ),
      type: t(`types.${item.type}`),
      asked: asked.join(", ") || t("asked-of-all"),
      uses: <span className="num">{t("count", { count: answers })}</span>,
      order: <MoveButtons action={`${listPage(slug, "questions")}/act`} id={id} name={item.label} />,
    },
  };
}

function Named({ href, name, about, isActive }: { href: string; name: string; about: string; isActive: boolean }) {
  const t = useTranslations("admin-catalogue");
  return (
    <>
      <a href={href} className="font-semibold">
        {name}
      </a>{" "}
      {!isActive && <State word={t("not-offered")} icon={Ban} tone="plain" />}
      <small>{about}</small>
    </>
  );
}

/** At either end of the list one of the two does nothing. */
function MoveButtons({ action, id, name }: { action: string; id: number; name: string }) {
  const t = useTranslations("admin-catalogue");
  return (
    <form action={action} method="post" className="flex gap-1">
      <input type="hidden" name="id" value={id} />
      <Button type="submit" name="act" value="up" size="dense" aria-label={t("move-up", { name })}>
        <Icon of={ArrowUp} />
      </Button>
      <Button type="submit" name="act" value="down" size="dense" aria-label={t("move-down", { name })}>
        <Icon of={ArrowDown} />
      </Button>
    </form>
  );
}
