import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { findRow, loadSetup } from "@/lib/conference/load-setup";
import { readId } from "@/lib/ids/read-id";
import { Desk } from "../../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { CatalogueNav } from "../catalogue-nav";
import { ItemForm } from "../item-form";
import { listPage, readList, titleOf } from "../lists";

type Props = PageProps<"/admin/c/[conference]/set-up/[list]/new">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const list = readList((await params).list);
  const t = await getTranslations("admin-catalogue");
  return { title: list ? t(`lists.${list}.add`) : "" };
}

/** A new category, service, session, quota or question: empty, or a copy of one (`?from=`). */
export default async function NewCatalogueItemPage({ params, searchParams }: Props) {
  const { conference: slug, list: named } = await params;
  const at = await requireAtDesk(slug, "set-up.edit", `/admin/c/${encodeURIComponent(slug)}/set-up/${named}/new`);
  const list = readList(named);
  const loaded = await loadSetup(at.conference.id);
  if (!list || !loaded) leaveUnknown(slug);
  const query = await searchParams;
  const fromId = readId(String(query.from ?? ""));
  const from = fromId === null ? null : findRow(loaded, list, fromId);
  const t = await getTranslations("admin-catalogue");
  return (
    <Desk at={at} current="set-up" title={t(`lists.${list}.add`)}>
      <CatalogueNav slug={slug} current={listPage(slug, list)} />
      <Outcome searchParams={query} />
      {from && <Note>{t("copied", { name: titleOf(from.item) })}</Note>}
      <ItemForm at={at} list={list} id={null} loaded={loaded} from={from} />
    </Desk>
  );
}
