import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";

/** Finds orders by what a bank's statement says. */
export function OrderSearch({ action, question }: { action: string; question: string }) {
  const t = useTranslations("admin-payments");
  return (
    <search>
      <form action={action} className="mt-4 flex max-w-prose items-end gap-3">
        <div className="grow">
          <TextInput name="q" type="search" label={t("find-order")} optional="unsaid" defaultValue={question} />
        </div>
        <Button type="submit" size="middle" className="mb-0.5">
          {t("find")}
        </Button>
      </form>
    </search>
  );
}

/** What an address asks for. */
export function readWords(said: Record<string, string | string[] | undefined>): string {
  return typeof said.q === "string" ? said.q.slice(0, 200).replaceAll("\u0000", "").trim() : "";
}
