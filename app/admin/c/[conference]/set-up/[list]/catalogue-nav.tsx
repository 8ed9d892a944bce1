import { SetUpNav } from "@/components/staff/set-up-nav";
import { LISTS } from "@/lib/conference/rename-item";
import { listPage } from "./lists";

/** The set-up's navigation at one list of the catalogue, or at the mapping. */
export function CatalogueNav({ slug, current }: { slug: string; current: string }) {
  const list = LISTS.find((named) => listPage(slug, named) === current);
  return <SetUpNav slug={slug} current={list ?? "mapping"} />;
}
