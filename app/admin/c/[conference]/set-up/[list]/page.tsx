import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { loadSetup } from "@/lib/conference/load-setup";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { CatalogueNav } from "./catalogue-nav";
import { ItemTable } from "./item-table";
import { itemPage, listPage, readList, shownListPage } from "./lists";
import { QuotaList } from "./quota-list";
import { RoomTable } from "./room-table";
import { TagTable } from "./tag-table";

type Props = PageProps<"/admin/c/[conference]/set-up/[list]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const list = readList((await params).list);
  const t = await getTranslations("admin-catalogue");
  return { title: list ? t(`lists.${list}.title`) : "" };
}

/** One list of the catalogue; that of the sessions is the agenda. */
export default async function CatalogueListPage({ params, searchParams }: Props) {
  const { conference: slug, list: named } = await params;
  const at = await requireAtDesk(slug, "set-up.see", `/admin/c/${encodeURIComponent(slug)}/set-up/${named}`);
  const list = readList(named);
  const loaded = await loadSetup(at.conference.id);
  if (!list || !loaded) leaveUnknown(slug);
  if (list === "sessions") redirect(shownListPage(slug, list));
  const t = await getTranslations("admin-catalogue");
  const mayEdit = at.may("set-up.edit");
  const add = (
    <ButtonLink href={itemPage(slug, list, null)} size="dense">
      {t(`lists.${list}.add`)}
    </ButtonLink>
  );
  const isEmpty = loaded[list].length === 0;
  return (
    <Desk at={at} current="set-up" title={t(`lists.${list}.title`)} aside={mayEdit && !isEmpty && add}>
      <CatalogueNav slug={slug} current={listPage(slug, list)} />
      <Outcome searchParams={await searchParams} />
      <p className="mt-4 max-w-prose text-ink-soft">{t(`lists.${list}.intro`)}</p>
      <div className="mt-5">
        {isEmpty ? (
          <EmptyState title={t(`lists.${list}.none`)}>
            <p>{t(`lists.${list}.none-do`)}</p>
            {mayEdit && <p className="mt-3">{add}</p>}
          </EmptyState>
        ) : list === "quotas" ? (
          <QuotaList slug={slug} loaded={loaded} />
        ) : list === "rooms" ? (
          <RoomTable at={at} loaded={loaded} />
        ) : list === "tags" ? (
          <TagTable at={at} loaded={loaded} />
        ) : (
          <ItemTable at={at} list={list} loaded={loaded} />
        )}
      </div>
    </Desk>
  );
}
