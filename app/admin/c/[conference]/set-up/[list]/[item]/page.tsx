import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { findRow, loadSetup } from "@/lib/conference/load-setup";
import { LIST_OBJECTS } from "@/lib/conference/rename-item";
import { readId } from "@/lib/ids/read-id";
import { Desk } from "../../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { ObjectHistory } from "../../../audit/object-history";
import { CatalogueNav } from "../catalogue-nav";
import { ItemForm } from "../item-form";
import { itemPage, listPage, readList, titleOf } from "../lists";

type Props = PageProps<"/admin/c/[conference]/set-up/[list]/[item]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const list = readList((await params).list);
  const t = await getTranslations("admin-catalogue");
  return { title: list ? t(`lists.${list}.title`) : "" };
}

/** One category, service, session, quota or question. */
export default async function CatalogueItemPage({ params, searchParams }: Props) {
  const { conference: slug, list: named, item } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/set-up/${named}/${item}`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const [list, id] = [readList(named), readId(item)];
  const loaded = await loadSetup(at.conference.id);
  const row = list && id !== null && loaded ? findRow(loaded, list, id) : null;
  if (!list || !loaded || !row) leaveUnknown(slug);
  const t = await getTranslations("admin-catalogue");
  const copy = (
    <ButtonLink href={`${itemPage(slug, list, null)}?from=${row.id}`} size="dense">
      {t("copy")}
    </ButtonLink>
  );
  return (
    <Desk at={at} current="set-up" title={titleOf(row.item)} aside={copy}>
      <CatalogueNav slug={slug} current={listPage(slug, list)} />
      <Outcome searchParams={await searchParams} />
      <ItemForm at={at} list={list} id={row.id} loaded={loaded} />
      <ObjectHistory at={at} objects={[{ object: LIST_OBJECTS[list], objectId: String(row.id) }]} />
    </Desk>
  );
}
