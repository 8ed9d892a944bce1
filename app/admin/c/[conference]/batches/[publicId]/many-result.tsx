import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import type { Batch } from "@/lib/desk/load-batch";
import { LeftOut } from "@/lib/registration/many/acts";
import { Withdrawn } from "@/lib/registration/many/write-to-many";

/** Whom an act on many left as they were, and why; and what of a mail to many was withdrawn. */
export function ManyResult({ batch, slug }: { batch: Batch; slug: string }) {
  const t = useTranslations("admin-registrations.result");
  const withdrawn = Withdrawn.safeParse(batch.result);
  const left = LeftOut.safeParse(batch.result);
  const reasons = left.success ? Object.entries(left.data.reasons) : [];
  return (
    <>
      {withdrawn.success && <p className="mt-3">{t("withdrawn", { count: withdrawn.data.withdrawn })}</p>}
      {reasons.length > 0 && (
        <section className="mt-4 max-w-prose">
          <h2 className="text-lg">{t("left")}</h2>
          <ul className="mt-1 border-rule border-t">
            {reasons.map(([reason, count]) => (
              <li key={reason} className="flex justify-between gap-4 border-rule border-b py-1.5">
                {t(
                  t.has(`reasons.${reason}` as "reasons.other")
                    ? (`reasons.${reason}` as "reasons.other")
                    : "reasons.other",
                )}
                <span className="num">{count}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="mt-4">
        <ButtonLink href={`/admin/c/${slug}/registrations`} size="middle">
          {t("back")}
        </ButtonLink>
      </p>
    </>
  );
}
