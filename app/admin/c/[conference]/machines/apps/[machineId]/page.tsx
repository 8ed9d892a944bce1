import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { findApp, listFilters } from "@/lib/credentials/load-apps";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { readId } from "@/lib/ids/read-id";
import { Desk } from "../../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { ObjectHistory } from "../../../audit/object-history";
import { CredentialEnd } from "../../credential-end";
import { AppFields, type AppProblemShown } from "../app-fields";
import { keptValues, storedValues } from "../app-form";
import { AppState } from "../app-state";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-apps"))("title") };
}

type Props = PageProps<"/admin/c/[conference]/machines/apps/[machineId]">;

/** One event app: how far it is, what staff should know, what it may, its password and its end. */
export default async function AppPage({ params, searchParams }: Props) {
  const { conference: slug, machineId } = await params;
  const machines = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const at = await requireAtDesk(slug, "machines.manage", machines);
  const id = readId(machineId);
  const app = id === null ? null : await findApp(at.conference.id, id);
  if (!app) leaveUnknown(slug);
  const own = `${machines}/apps/${app.id}`;
  const secrets = `${machines}/${app.id}`;
  const kept = await findKeptStaffForm<AppProblemShown>(at.staff, `apps.change:${app.id}`);
  const t = await getTranslations("admin-apps");
  const say = await getTranslations("admin-machines.form");
  return (
    <Desk at={at} current="machines" title={app.name}>
      <p className="mt-3 text-sm">
        <a href={machines}>{t("back")}</a>
      </p>
      <Outcome searchParams={await searchParams} />
      <AppState app={app} page={own} zone={at.conference.timeZone} />
      <p className="mt-4 flex flex-wrap gap-3">
        <ButtonLink href={`${own}/see`} size="middle">
          {t("see.title")}
        </ButtonLink>
        <ButtonLink href={`${machines}/apps/calls?app=${app.id}`} size="middle">
          {t("calls.title")}
        </ButtonLink>
      </p>
      <form action={`${own}/save`} method="post" className="mt-4 max-w-prose">
        <input type="hidden" name="seen" value={app.version} />
        <AppFields
          values={kept ? keptValues(kept.values) : storedValues(app)}
          filters={await listFilters(at.conference.id)}
          problem={kept?.problems ?? null}
        />
        <p className="mt-6">
          <Button type="submit" size="middle" look="primary">
            {say("save")}
          </Button>
        </p>
      </form>
      <CredentialEnd
        of={app}
        page={secrets}
        words={{
          ...{ secrets: t("form.password"), rotate: t("form.rotate"), endRotation: t("form.end-rotation") },
          endIntro: t("form.end-intro"),
        }}
      />
      <ObjectHistory at={at} objects={[{ object: "credential", objectId: String(app.id) }]} />
    </Desk>
  );
}
