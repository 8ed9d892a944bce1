import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { findMachine } from "@/lib/credentials/load-machines";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { ObjectHistory } from "../../audit/object-history";
import { CredentialEnd } from "../credential-end";
import { MachineFields } from "../machine-fields";
import { readKind } from "../machine-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-machines"))("title") };
}

type Props = PageProps<"/admin/c/[conference]/machines/[machineId]">;

/** What one credential may, its secrets, and its end. */
export default async function MachinePage({ params, searchParams }: Props) {
  const { conference: slug, machineId } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const at = await requireAtDesk(slug, "machines.manage", page);
  const id = readId(machineId);
  const machine = id === null ? null : await findMachine(at.conference.id, id);
  if (!machine || machine.kind === "lenos") leaveUnknown(slug);
  const own = `${page}/${machine.id}`;
  const kind = readKind(machine.kind);
  const kept = await findKeptStaffForm<Problem>(at.staff, `machines.change:${machine.id}`);
  const stored = kind === "convio_server" ? machine.allowedAddresses : machine.allowedHosts;
  const isTicked = (name: "trustsIds" | "listsPeople") =>
    kept ? singleValue(kept.values, name) === "yes" : machine[name];
  const t = await getTranslations("admin-machines");
  return (
    <Desk at={at} current="machines" title={machine.name}>
      <p className="mt-3 text-sm">
        <a href={page}>{t("back")}</a>
      </p>
      <Outcome searchParams={await searchParams} />
      <form action={`${own}/save`} method="post" className="mt-4 grid max-w-prose gap-5">
        <input type="hidden" name="seen" value={machine.version} />
        <MachineFields
          kind={kind}
          values={{
            entries: kept ? singleValue(kept.values, "entries") : stored.join("\n"),
            trustsIds: isTicked("trustsIds"),
            listsPeople: isTicked("listsPeople"),
          }}
          error={kept?.problems.entry ? t(`problems.${kept.problems.code}`, { entry: kept.problems.entry }) : undefined}
        />
        <p>
          <Button type="submit" size="middle" look="primary">
            {t("form.save")}
          </Button>
        </p>
      </form>
      <CredentialEnd
        of={machine}
        page={own}
        words={{
          ...{ secrets: t("form.secrets"), rotate: t("form.rotate"), endRotation: t("form.end-rotation") },
          endIntro: t("form.end-intro"),
        }}
      />
      <ObjectHistory at={at} objects={[{ object: "credential", objectId: String(machine.id) }]} />
    </Desk>
  );
}

type Problem = { code: "bad-host" | "bad-address"; entry: string };
