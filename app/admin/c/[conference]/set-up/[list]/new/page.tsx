import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { loadSetup } from "@/lib/conference/load-setup";
import { Desk } from "../../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { CatalogueNav } from "../catalogue-nav";
import { ItemForm } from "../item-form";
import { listPage, readList } from "../lists";

type Props = PageProps<"/admin/c/[conference]/set-up/[list]/new">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const list = readList((await params).list);
  const t = await getTranslations("admin-catalogue");
  return { title: list ? t(`lists.${list}.add`) : "" };
}

/** A new category, service, quota or question. */
export default async function NewCatalogueItemPage({ params, searchParams }: Props) {
  const { conference: slug, list: named } = await params;
  const at = await requireAtDesk(slug, "set-up.edit", `/admin/c/${encodeURIComponent(slug)}/set-up/${named}/new`);
  const list = readList(named);
  const loaded = await loadSetup(at.conference.id);
  if (!list || !loaded) leaveUnknown(slug);
  const t = await getTranslations("admin-catalogue");
  return (
    <Desk at={at} current="set-up" title={t(`lists.${list}.add`)}>
      <CatalogueNav slug={slug} current={listPage(slug, list)} />
      <Outcome searchParams={await searchParams} />
      <ItemForm at={at} list={list} id={null} loaded={loaded} />
    </Desk>
  );
}
