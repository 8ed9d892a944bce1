import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import type { SavedView } from "@/lib/db/generated/client";
import type { AtDesk } from "../../../guard";

type ViewsProps = { views: readonly SavedView[]; page: string; query: string; at: AtDesk };

/** The kept views as tabs, and the form that keeps this one. */
export function Views({ views, page, query, at }: ViewsProps) {
  const t = useTranslations("admin-registrations");
  const tabs = [{ id: 0, name: t("all"), query: "", staffId: null }, ...views];
  const current = views.find((view) => view.query === query);
  const maySetUp = at.may("set-up.edit");
  return (
    <div className="mt-3 border-rule border-b">
      <nav aria-label={t("views")}>
        <ul className="flex flex-wrap gap-x-5">
          {tabs.map((tab) => (
            <li key={tab.id}>
              <a
                href={tab.query ? `${page}?${tab.query}` : page}
                aria-current={tab.query === query ? "page" : undefined}
                className={cx(
                  "block border-b-2 py-1.5 no-underline hover:border-edge",
                  tab.query === query ? "border-ink font-semibold" : "border-transparent text-ink-soft",
                )}
              >
                {tab.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {current && (current.staffId === at.staff.id || maySetUp) && (
        <form action={`${page}/views/${current.id}/delete`} method="post" className="py-1">
          <Button type="submit" size="dense" look="quiet">
            {t("view-delete", { name: current.name })}
          </Button>
        </form>
      )}
      {query !== "" && !current && (
        <details className="py-1">
          <summary className="cursor-pointer text-ink-soft">{t("view-keep")}</summary>
          <form action={`${page}/views`} method="post" className="flex flex-wrap items-end gap-3 py-2">
            <input type="hidden" name="query" value={query} />
            <TextInput name="name" label={t("view-name")} maxLength={40} />
            {maySetUp && (
              <label className="inline-flex items-center gap-2 py-3">
                <input type="checkbox" name="shared" value="yes" />
                {t("view-shared")}
              </label>
            )}
            <Button type="submit" size="middle" className="mb-0.5">
              {t("view-save")}
            </Button>
          </form>
        </details>
      )}
    </div>
  );
}
