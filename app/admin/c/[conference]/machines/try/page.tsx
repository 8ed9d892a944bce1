import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { tryableMethods } from "@/lib/convio/try-call";
import { listMachines } from "@/lib/credentials/load-machines";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { type KeptTry, keptTryOf } from "./kept-try";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-machines.try"))("title") };
}

/** Calls a method as one of this conference's machines, and shows what it would be answered. */
export default async function TryPage({ params, searchParams }: PageProps<"/admin/c/[conference]/machines/try">) {
  const { conference: slug } = await params;
  const machinesPage = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const page = `${machinesPage}/try`;
  const at = await requireAtDesk(slug, "machines.manage", page);
  const machines = (await listMachines(at.conference.id)).filter(
    ({ kind, conferenceId, revokedAt }) => kind !== "lenos" && conferenceId !== null && !revokedAt,
  );
  const kept = await findKeptStaffForm<KeptTry>(at.staff, keptTryOf(at.conference.id));
  const value = (name: string) => (kept ? singleValue(kept.values, name) : "");
  const t = await getTranslations("admin-machines.try");
  return (
    <Desk at={at} current="machines" title={t("title")}>
      <p className="mt-3 text-sm">
        <a href={machinesPage}>{t("back")}</a>
      </p>
      <Outcome searchParams={await searchParams} />
      {machines.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        </div>
      ) : (
        <>
          <p className="mt-3 max-w-prose text-ink-soft">{t("intro")}</p>
          <form action={`${page}/send`} method="post" className="mt-4 grid max-w-prose gap-5">
            <Select
              name="machine"
              label={t("machine")}
              defaultValue={value("machine")}
              options={machines.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <Select
              name="method"
              label={t("method")}
              defaultValue={value("method")}
              options={tryableMethods().map((name) => ({ value: name, label: name }))}
            />
            <Select
              name="format"
              label={t("format")}
              defaultValue={value("format") || "xml"}
              options={[
                { value: "xml", label: "XML" },
                { value: "json", label: "JSON" },
              ]}
            />
            <TextArea
              name="document"
              label={t("document")}
              hint={t("document-hint")}
              optional
              rows={14}
              defaultValue={value("document")}
            />
            <p className="flex flex-wrap gap-3">
              <Button type="submit" size="middle" look="primary" name="do" value="send">
                {t("send")}
              </Button>
              <Button type="submit" size="middle" name="do" value="fill">
                {t("fill")}
              </Button>
            </p>
          </form>
          {kept?.problems.answer && (
            <Section title={t("answer")} className="mt-10 max-w-prose">
              <div className="mt-3">
                <Note tone={kept.problems.code === 0 ? "ok" : "bad"}>
                  {kept.problems.code === 0 ? t("fine") : t("failed", { code: String(kept.problems.code) })}
                </Note>
              </div>
              <pre className="mt-3 rounded border border-rule bg-sheet p-3 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
                {kept.problems.answer}
              </pre>
            </Section>
          )}
        </>
      )}
    </Desk>
  );
}
