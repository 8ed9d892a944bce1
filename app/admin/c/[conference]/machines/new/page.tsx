import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { MachineFields } from "../machine-fields";
import { readKind } from "../machine-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-machines"))("title") };
}

/** The form that gives an application or a server access. */
export default async function NewMachinePage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/machines/new">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const kind = readKind((await searchParams).kind);
  const own = `${page}/new?kind=${kind === "convio_server" ? "server" : "client"}`;
  const at = await requireAtDesk(slug, "machines.manage", own);
  const kept = await findKeptStaffForm<Problem>(at.staff, `machines.new:${at.conference.id}:${kind}`);
  const value = (name: string) => (kept ? singleValue(kept.values, name) : "");
  const t = await getTranslations("admin-machines");
  const problem = kept ? t(`problems.${kept.problems.code}`, { entry: kept.problems.entry }) : undefined;
  const isOfName = kept?.problems.code === "bad-name" || kept?.problems.code === "name-taken";
  return (
    <Desk at={at} current="machines" title={t(kind === "convio_server" ? "add-server" : "add-client")}>
      <p className="mt-3 text-sm">
        <a href={page}>{t("back")}</a>
      </p>
      <form action={`${page}/create`} method="post" className="mt-4 grid max-w-prose gap-5">
        <input type="hidden" name="kind" value={kind} />
        <TextInput
          name="name"
          label={t(`form.name.${kind}`)}
          hint={t(`form.name-hint.${kind}`)}
          defaultValue={value("name")}
          autoComplete="off"
          spellCheck={false}
          code
          error={isOfName ? problem : undefined}
        />
        <MachineFields
          kind={kind}
          values={{
            entries: value("entries"),
            trustsIds: value("trustsIds") === "yes",
            listsPeople: value("listsPeople") === "yes",
          }}
          error={isOfName ? undefined : problem}
        />
        <p>
          <Button type="submit" size="middle" look="primary">
            {t("form.create")}
          </Button>
        </p>
      </form>
    </Desk>
  );
}

type Problem = { code: "name-taken" | "bad-name" | "bad-host" | "bad-address"; entry: string };
