import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import type { Batch } from "@/lib/desk/load-batch";

/** What many repairs at once could not do, by reason, or why a comparison ended early; and the way back to the list. */
export function DifferencesResult({ batch, slug }: { batch: Batch; slug: string }) {
  const t = useTranslations("admin-differences");
  const result = (batch.result ?? {}) as Record<string, unknown>;
  const failures = Object.entries(result).filter(([, count]) => typeof count === "number");
  return (
    <div className="mt-4">
      {typeof result.reason === "string" && <p>{t(`reasons.${result.reason}` as "reasons.unreachable")}</p>}
      {failures.length > 0 && (
        <>
          <h2 className="text-xl">{t("result")}</h2>
          <ul className="mt-1 list-disc pl-5">
            {failures.map(([reason, count]) => (
              <li key={reason}>
                <span className="num">{String(count)}</span>: {t(`result-of.${reason}` as "result-of.refused")}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-4">
        <ButtonLink href={`/admin/c/${slug}/differences`} size="middle">
          {t("back")}
        </ButtonLink>
      </p>
    </div>
  );
}
