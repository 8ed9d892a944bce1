import { useTranslations } from "next-intl";
import type { ImportedChange } from "@/lib/conference/import-conference";

/** What a file would change, each value before and after; of what is new or goes, all of it behind its name. */
export function Changes({ changes }: { changes: readonly ImportedChange[] }) {
  const t = useTranslations("admin-set-up.file");
  return (
    <ul className="mt-3 border-rule border-t">
      {changes.map((change) => {
        const { kind, object, name, fields, values } = change;
        const title = t("change", { kind, object: t(`objects.${object}`), name });
        return (
          <li key={`${kind} ${object} ${name} ${fields}`} className="border-rule border-b py-2 wrap-anywhere">
            {kind === "changed" ? (
              <>
                <b>{title}</b>
                {values.length ? (
                  <Values change={change} />
                ) : (
                  <span className="text-ink-soft"> {fields.join(", ")}</span>
                )}
              </>
            ) : (
              <details>
                <summary className="font-semibold">{title}</summary>
                <Values change={change} />
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Places and values as the file spells them. */
function Values({ change: { object, name, values } }: { change: ImportedChange }) {
  const t = useTranslations("admin-set-up.file");
  return (
    <table className="mt-1 w-full table-fixed text-sm">
      <caption className="sr-only">{t("values", { object: t(`objects.${object}`), name })}</caption>
      <thead>
        <tr className="text-left text-xs text-ink-soft">
          <th scope="col" className="w-1/3 py-0.5 pr-3 font-medium">
            {t("place")}
          </th>
          <th scope="col" className="py-0.5 pr-3 font-medium">
            {t("before")}
          </th>
          <th scope="col" className="py-0.5 font-medium">
            {t("after")}
          </th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ place, before, after }) => (
          <tr key={place} className="align-top">
            <th scope="row" className="py-0.5 pr-3 text-left font-normal text-ink-soft">
              {place}
            </th>
            <Value value={before} isOld />
            <Value value={after} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value, isOld = false }: { value: string | null; isOld?: boolean }) {
  const t = useTranslations("admin-set-up.file");
  if (value === null) return <td className="py-0.5 pr-3 text-ink-faint">{t("no-value")}</td>;
  return (
    <td className="py-0.5 pr-3 whitespace-pre-line">{isOld ? <del className="text-ink-soft">{value}</del> : value}</td>
  );
}
