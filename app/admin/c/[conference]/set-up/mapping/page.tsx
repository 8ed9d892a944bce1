import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { versionOf } from "@/lib/conference/item-version";
import { loadSetup } from "@/lib/conference/load-setup";
import { valuesOfMapping } from "@/lib/conference/mapping-form";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { formFieldsOf } from "@/lib/indico/form-fields-of-conference";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { ObjectHistory } from "../../audit/object-history";
import { CatalogueNav } from "../[list]/catalogue-nav";
import { setUpPage } from "../[list]/lists";
import { failureWord, IndicoFields } from "./indico-fields";
import { type KeptMapping, MAPPING_FORM } from "./kept-mapping";
import { MappingForm } from "./mapping-form";

type Props = PageProps<"/admin/c/[conference]/set-up/mapping">;

/** A page waits no longer for Indico; what is mapped can be changed without it. */
const WAIT_MS = 5_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-catalogue"))("mapping.title") };
}

/** How Indico's form fills the portal's fields and questions, and who gets which category. */
export default async function MappingPage({ params, searchParams }: Props) {
  const { conference: slug } = await params;
  const page = `${setUpPage(encodeURIComponent(slug))}/mapping`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const loaded = await loadSetup(at.conference.id);
  if (!loaded) leaveUnknown(slug);
  const t = await getTranslations("admin-catalogue.mapping");
  const mapping = loaded.setup.indico?.mapping;
  const theirs = mapping && (await formFieldsOf(at.conference.id, WAIT_MS));
  const kept = await findKeptStaffForm<KeptMapping>(at.staff, MAPPING_FORM);
  return (
    <Desk at={at} current="set-up" title={t("title")}>
      <CatalogueNav slug={slug} current={`${setUpPage(slug)}/mapping`} />
      <Outcome searchParams={await searchParams} />
      {!mapping || !theirs ? (
        <div className="mt-5">
          <EmptyState title={t("not-tied")}>
            <p>{t("not-tied-do")}</p>
          </EmptyState>
        </div>
      ) : (
        <div className="max-w-[44rem]">
          <p className="mt-4 text-ink-soft">{t("intro")}</p>
          {theirs.ok ? (
            <IndicoFields fields={theirs.value} setup={loaded.setup} />
          ) : (
            <Note tone="wait" title={t("no-answer")}>
              {t(`failures.${failureWord(theirs.error)}`)}
            </Note>
          )}
          <MappingForm
            action={`${setUpPage(slug)}/mapping/save`}
            loaded={loaded}
            fields={theirs.ok ? theirs.value : null}
            values={kept?.values ?? { ...valuesOfMapping(mapping), version: versionOf(mapping) }}
            kept={kept?.problems ?? null}
          />
        </div>
      )}
      <ObjectHistory at={at} objects={[{ object: "indico", objectId: String(at.conference.id) }]} />
    </Desk>
  );
}
