import { useLocale } from "next-intl";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import type { LastChange } from "@/lib/conference/find-last-change";
import { allValues, type FormValues } from "@/lib/http/form-values";
import { formatTime } from "@/lib/time/format";
import type { AtDesk } from "../../../../guard";
import { useFormWords } from "./form-words";

type TheirChangesProps = { typed: FormValues; now: FormValues; last: LastChange | null; at: AtDesk };

/** Somebody saved the item while this form was open: who, and where their values differ from what is typed here. */
export function TheirChanges({ typed, now, last, at }: TheirChangesProps) {
  const { t, labelOf } = useFormWords();
  const locale = useLocale();
  const time = last && formatTime(last.at, at.conference.timeZone, locale);
  const names = [...new Set([...Object.keys(now), ...Object.keys(typed)])].filter(
    (name) => !["id", "version", "more", "less", "keepSold"].includes(name),
  );
  const text = (values: FormValues, name: string) => allValues(values, name).join(", ");
  const differing = names.filter((name) => text(typed, name) !== text(now, name));
  return (
    <Note
      tone="wait"
      role="alert"
      title={last?.name && time ? t("overdue.by", { name: last.name, time }) : t("overdue.title")}
    >
      <p>{t("overdue.do")}</p>
      {differing.length > 0 && (
        <DefinitionList
          className="mt-2"
          items={differing.map((name) => ({ term: labelOf(name), value: text(now, name) || t("overdue.empty") }))}
        />
      )}
    </Note>
  );
}
