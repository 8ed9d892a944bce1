import { useLocale, useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { Batch } from "@/lib/desk/load-batch";
import { ExportResult } from "@/lib/exports/export-batch";
import { formatMoney } from "@/lib/money/format";
import { FileLinks } from "./file-links";

/** The finished file, and whether it adds up to what the books say. */
export function ExportResultView({ batch, slug }: { batch: Batch; slug: string }) {
  const t = useTranslations("admin-exports");
  const locale = useLocale();
  const parsed = ExportResult.safeParse(batch.result);
  if (batch.state !== "done" || !parsed.success) return null;
  const { sums, books } = parsed.data;
  const words = (of: Record<string, number>) =>
    Object.entries(of)
      .map(([currency, minor]) => formatMoney({ minor, currency }, locale))
      .join(", ");
  const agrees = books !== null && Object.entries(books).every(([currency, minor]) => (sums[currency] ?? 0) === minor);
  return (
    <div className="mt-4 max-w-prose">
      {books !== null && words(sums) !== "" && (
        <Note tone={agrees ? "ok" : "wait"}>
          {agrees ? t("agrees", { sum: words(sums) }) : t("differs", { sum: words(sums), books: words(books) })}
        </Note>
      )}
      <p className="mt-3 text-lg font-semibold">
        <FileLinks page={`/admin/c/${slug}/exports`} publicId={batch.publicId} />
      </p>
    </div>
  );
}
