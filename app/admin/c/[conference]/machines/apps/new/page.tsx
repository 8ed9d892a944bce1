import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { listFilters } from "@/lib/credentials/load-apps";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { Desk } from "../../../../../desk";
import { requireAtDesk } from "../../../../../guard";
import { AppFields, type AppProblemShown } from "../app-fields";
import { keptValues, NEW_APP } from "../app-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-apps"))("add") };
}

/** The form that connects an event app. */
export default async function NewAppPage({ params }: PageProps<"/admin/c/[conference]/machines/apps/new">) {
  const { conference: slug } = await params;
  const machines = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const at = await requireAtDesk(slug, "machines.manage", `${machines}/apps/new`);
  const kept = await findKeptStaffForm<AppProblemShown>(at.staff, `apps.new:${at.conference.id}`);
  const values = kept ? keptValues(kept.values) : NEW_APP;
  const t = await getTranslations("admin-apps");
  const problem = kept?.problems ?? null;
  const isOfName = problem?.code === "bad-name" || problem?.code === "name-taken";
  return (
    <Desk at={at} current="machines" title={t("add")}>
      <p className="mt-3 text-sm">
        <a href={machines}>{t("back")}</a>
      </p>
      <p className="mt-3 max-w-prose text-ink-soft">{t("intro")}</p>
      <form action={`${machines}/apps/create`} method="post" className="mt-4 max-w-prose">
        <TextInput
          name="name"
          label={t("form.name")}
          hint={t("form.name-hint")}
          defaultValue={values("name")}
          autoComplete="off"
          spellCheck={false}
          code
          error={isOfName ? t(`problems.${problem.code}`, { entry: "" }) : undefined}
        />
        <AppFields values={values} filters={await listFilters(at.conference.id)} problem={problem} />
        <p className="mt-6">
          <Button type="submit" size="middle" look="primary">
            {t("form.create")}
          </Button>
        </p>
      </form>
    </Desk>
  );
}
