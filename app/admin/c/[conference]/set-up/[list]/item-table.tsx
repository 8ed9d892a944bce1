import { ArrowDown, ArrowUp, Ban, CircleDashed, Languages } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { type Column, DataTable, type Row } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { State } from "@/components/ui/state";
import { countMissing } from "@/lib/conference/count-untranslated";
import type { Item } from "@/lib/conference/edit-item";
import { textsOfItem } from "@/lib/conference/item-form";
import type { LoadedSetup, PromotionRow, QuestionRow, SoldRow } from "@/lib/conference/load-setup";
import type { OfferedList } from "@/lib/conference/rename-item";
import { isEnglish } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { parseDecimal } from "@/lib/money/money";
import { currentWindow, type PriceWindow } from "@/lib/pricing/price-window";
import { formatDayAndTime } from "@/lib/time/format";
import { utcFromLocal } from "@/lib/time/zone";
import type { AtDesk } from "../../../../guard";
import { itemPage, listPage } from "./lists";

type ItemTableProps = { at: AtDesk; list: OfferedList; loaded: LoadedSetup };

/** Categories, services, promotion codes or questions in the order that staff gave them. */
export function ItemTable({ at, list, loaded }: ItemTableProps) {
  const t = useTranslations("admin-catalogue");
  const rows =
    list === "questions"
      ? loaded.questions.map((row) => questionRow(row, loaded, at))
      : list === "promotions"
        ? loaded.promotions.map((row) => promotionRow(row, loaded, at))
        : loaded[list].map((row) => soldRow(row, list, at));
  const columns: Column[] = [
    { key: "name", head: t("columns.name") },
    list === "questions"
      ? { key: "type", head: t("columns.type"), width: "w-40", wideOnly: true }
      : { key: "price", head: t(list === "promotions" ? "columns.reduction" : "columns.price"), width: "w-28 sm:w-40" },
    {
      key: list === "questions" ? "asked" : "quotas",
      head: t(list === "questions" ? "columns.asked" : list === "promotions" ? "columns.for" : "columns.quotas"),
      width: "w-44",
      wideOnly: true,
    },
    {
      key: "uses",
      head: t(list === "questions" ? "columns.answers" : list === "promotions" ? "columns.used" : "columns.chosen"),
      width: "w-20",
      align: "right",
      wideOnly: true,
    },
    ...(at.may("set-up.edit") ? [{ key: "order", head: t("columns.order"), width: "w-24" }] : []),
  ];
  return <DataTable caption={t(`lists.${list}.title`)} columns={columns} rows={rows} />;
}

type SoldItem = LoadedSetup["categories"][number]["item"] | LoadedSetup["services"][number]["item"];

function soldRow(row: SoldRow<SoldItem>, list: "categories" | "services", at: AtDesk): Row {
  const { slug } = at.conference;
  const { id, item, uses } = row;
  const about = <When item={item} at={at} />;
  const missing = untranslated(list, item, at);
  return {
    key: String(id),
    cells: {
      name: <Named href={itemPage(slug, list, id)} name={item.name} {...{ about, missing }} isActive={item.isActive} />,
      price: <PriceNow windows={row.windows} currency={at.conference.currency} />,
      quotas: item.quotas.join(", ") || <Faint say="no-quota" />,
      uses: <Count count={uses} />,
      order: <MoveButtons action={`${listPage(slug, list)}/act`} id={id} name={item.name} />,
    },
  };
}

function questionRow({ id, item, answers }: QuestionRow, loaded: LoadedSetup, at: AtDesk): Row {
  const { slug } = at.conference;
  const asked = item.categories.map((code) => loaded.categories.find(({ name }) => name === code)?.item.name ?? code);
  const page = itemPage(slug, "questions", id);
  const missing = untranslated("questions", item, at);
  return {
    key: String(id),
    cells: {
      name: <Named href={page} name={item.label} about={item.key} {...{ missing }} isActive={item.isActive} />,
      type: <TypeWord type={item.type} />,
      asked: asked.join(", ") || <Faint say="asked-of-all" />,
      uses: <Count count={answers} />,
      order: <MoveButtons action={`${listPage(slug, "questions")}/act`} id={id} name={item.label} />,
    },
  };
}

function promotionRow({ id, item, uses }: PromotionRow, loaded: LoadedSetup, at: AtDesk): Row {
  const { slug, currency } = at.conference;
  const items = [...loaded.categories, ...loaded.services];
  const names = [...item.categories, ...item.services].map((code) => items.find((one) => one.name === code)?.item.name);
  const most = loaded.quotas.find(({ name }) => name === item.quota)?.item.capacity ?? null;
  return {
    key: String(id),
    cells: {
      name: (
        <Named
          href={itemPage(slug, "promotions", id)}
          name={item.code}
          about={item.label}
          isActive={item.isActive}
          missing={0}
        />
      ),
      price: <ReducedBy item={item} currency={currency} />,
      quotas: names.filter(Boolean).join(", ") || <Faint say="every-fee" />,
      uses: <Count count={uses} of={most} />,
      order: <MoveButtons action={`${listPage(slug, "promotions")}/act`} id={id} name={item.code} />,
    },
  };
}

function ReducedBy({ item, currency }: { item: PromotionRow["item"]; currency: string }) {
  const t = useTranslations("admin-catalogue");
  const locale = useLocale();
  const { percent, amount } = item;
  const sum = amount === null ? null : parseDecimal(amount, currency);
  if (percent !== null) return <span className="num">−{new Intl.NumberFormat(locale).format(percent)} %</span>;
  if (sum?.ok) return <span className="num">−{formatMoney(sum.value, locale)}</span>;
  return t("opens-only");
}

/** How many texts of an item the conference's other languages lack. */
function untranslated(list: ItemTableProps["list"], item: Item, { conference }: AtDesk): number {
  const texts = textsOfItem(list, item);
  const others = conference.languages.filter((locale) => !isEnglish(locale));
  return others.reduce((sum, locale) => sum + countMissing(texts, locale).missing, 0);
}

function PriceNow({ windows, currency }: { windows: readonly PriceWindow[]; currency: string }) {
  const t = useTranslations("admin-catalogue");
  const locale = useLocale();
  const now = currentWindow(windows, new Date());
  if (!now) return <State word={t("no-price-now")} icon={CircleDashed} tone="wait" />;
  return (
    <>
      <span className="num">{formatMoney({ minor: now.priceMinor, currency }, locale)}</span>
      <small>{now.label}</small>
    </>
  );
}

/** When and where a service with times is; of anything else its code. */
function When({ item, at }: { item: SoldItem; at: AtDesk }) {
  const locale = useLocale();
  const { timeZone } = at.conference;
  const startsAt = "startsAt" in item && item.startsAt !== null ? utcFromLocal(item.startsAt, timeZone) : null;
  if (!startsAt?.ok || !("place" in item)) return item.code;
  return [formatDayAndTime(startsAt.value, timeZone, locale), item.place].filter(Boolean).join(", ");
}

function TypeWord({ type }: { type: QuestionRow["item"]["type"] }) {
  return useTranslations("admin-catalogue.types")(type);
}

/** @param props.of how many there may be; null or none: as many as like */
function Count({ count, of = null }: { count: number; of?: number | null }) {
  const t = useTranslations("admin-catalogue");
  return <span className="num">{of === null ? t("count", { count }) : t("count-of", { count, of })}</span>;
}

function Faint({ say }: { say: "no-quota" | "asked-of-all" | "every-fee" }) {
  const t = useTranslations("admin-catalogue");
  return <span className="text-ink-faint">{t(say)}</span>;
}

type NamedProps = { href: string; name: string; about: ReactNode; isActive: boolean; missing: number };

function Named({ href, name, about, isActive, missing }: NamedProps) {
  const t = useTranslations("admin-catalogue");
  return (
    <>
      <a href={href} className="font-semibold whitespace-normal">
        {name}
      </a>{" "}
      {!isActive && <State word={t("not-offered")} icon={Ban} tone="plain" />}
      {missing > 0 && <State word={t("not-translated", { count: missing })} icon={Languages} tone="wait" quiet />}
      <small>{about}</small>
    </>
  );
}

/** At either end of the list one of the two does nothing. */
export function MoveButtons({ action, id, name }: { action: string; id: number; name: string }) {
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
