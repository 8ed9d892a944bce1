import { getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/section";
import { type AuditedObject, readHistory } from "@/lib/audit/search-audit";
import type { AtDesk } from "../../../guard";
import { AuditEntries } from "./audit-entries";

/** So many entries stand on an object's page; the audit page has all. */
const MOST = 20;

type ObjectHistoryProps = {
  at: AtDesk;
  /** What the page is about: the first, with what belongs to it. */
  objects: readonly [AuditedObject, ...AuditedObject[]];
};

/** What happened to the object of a page, before and after, for those who may see the audit. */
export async function ObjectHistory({ at, objects }: ObjectHistoryProps) {
  if (!at.may("audit.see")) return null;
  const { slug, id, timeZone } = at.conference;
  const rows = await readHistory(id, objects, MOST + 1);
  const t = await getTranslations("admin-audit");
  const [{ object, objectId }] = objects;
  const all = new URLSearchParams(objectId === null ? { q: `${object}.` } : { object, id: objectId });
  return (
    <Section title={t("history")} className="mt-10" id="history">
      {rows.length === 0 ? (
        <p className="mt-2 text-sm text-ink-soft">{t("history-none")}</p>
      ) : (
        <div className="mt-3">
          <AuditEntries rows={rows.slice(0, MOST)} slug={slug} zone={timeZone} />
        </div>
      )}
      {rows.length > MOST && (
        <p className="mt-3">
          <a href={`/admin/c/${slug}/audit?${all}`}>{t("history-all")}</a>
        </p>
      )}
    </Section>
  );
}
