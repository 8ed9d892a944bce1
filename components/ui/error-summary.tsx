import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";

type ErrorSummaryProps = {
  /** In the order of the page; `id` is the control's. */
  errors: readonly { id: string; message: string }[];
};

/** On top of a page that came back: how many answers need the person, with a link to each. Nothing without errors. */
export function ErrorSummary({ errors }: ErrorSummaryProps) {
  const t = useTranslations("site.errors");
  const [first] = errors;
  if (!first) return null;
  return (
    <Note tone="bad" role="alert" title={t("need-you", { count: errors.length })}>
      {errors.length === 1 ? (
        <a href={`#${first.id}`}>{first.message}</a>
      ) : (
        <ul className="my-1 list-disc pl-5">
          {errors.map(({ id, message }) => (
            <li key={id}>
              <a href={`#${id}`} className="block py-0.5">
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}{" "}
      {t("nothing-lost")}
    </Note>
  );
}
