import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { LastRun as Run } from "@/lib/drift/load-drifts";

/** When the conference was compared, whether it is being compared, or why that ended early. */
export function LastRun({ run, at, slug }: { run: Run; at: string; slug: string }) {
  const t = useTranslations("admin-differences");
  const { state, publicId } = run.batch;
  if (state === "running") {
    return (
      <Note tone="note" role="status">
        {t("running")} <a href={`/admin/c/${slug}/batches/${publicId}`}>{t("progress")}</a>
      </Note>
    );
  }
  if (run.reason !== null) {
    const reason = t(`reasons.${run.reason}` as "reasons.unreachable");
    return (
      <Note tone="bad" role="status">
        {t("last-failed", { at, reason })}
      </Note>
    );
  }
  return <p className="mt-1">{t(state === "done" ? "last" : "stopped", { at, count: run.compared })}</p>;
}
