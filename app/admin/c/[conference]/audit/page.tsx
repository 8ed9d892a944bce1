import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OlderLink } from "@/components/staff/older-link";
import { Button } from "@/components/ui/button";
import { DateInput } from "@/components/ui/date-input";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { ACTOR_KINDS, AUDIT_PAGE, searchAudit } from "@/lib/audit/search-audit";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { AuditEntries } from "./audit-entries";
import { readAuditQuestion } from "./read-question";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-audit"))("title") };
}

/** Who did what when, before and after: the log of a conference, newest first. */
export default async function AuditPage({ params, searchParams }: PageProps<"/admin/c/[conference]/audit">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/audit`;
  const at = await requireAtDesk(slug, "audit.see", page);
  const said = await searchParams;
  const { question, typed } = readAuditQuestion(said, at.conference.timeZone);
  const rows = await searchAudit(at.conference.id, question);
  const shown = rows.slice(0, AUDIT_PAGE);
  const t = await getTranslations("admin-audit");
  const older = new URLSearchParams({ ...typed, before: String(shown.at(-1)?.seq ?? "") });
  return (
    <Desk
      at={at}
      current="audit"
      title={t("title")}
      aside={
        <form action={`${page}/verify`} method="post">
          <Button type="submit" size="dense">
            {t("verify")}
          </Button>
        </form>
      }
    >
      <Outcome searchParams={said} />
      {typeof said.broken === "string" && /^\d{1,18}$/.test(said.broken) && (
        <Note tone="bad" role="alert">
          {t("broken", { seq: said.broken })}
        </Note>
      )}
      <search>
        <form action={page} className="mt-4 flex flex-wrap items-end gap-3">
          <TextInput name="q" type="search" label={t("words")} optional="unsaid" defaultValue={typed.q ?? ""} />
          <Select
            name="who"
            label={t("who")}
            optional="unsaid"
            defaultValue={typed.who ?? ""}
            options={[
              { value: "", label: t("anybody") },
              ...ACTOR_KINDS.map((kind) => ({ value: kind, label: t(`actors.${kind}`) })),
            ]}
          />
          <DateInput name="from" label={t("from")} optional="unsaid" defaultValue={typed.from ?? ""} />
          <DateInput name="until" label={t("until")} optional="unsaid" defaultValue={typed.until ?? ""} />
          <Button type="submit" size="middle" className="mb-0.5">
            {t("find")}
          </Button>
        </form>
      </search>
      <div className="mt-6">
        {shown.length === 0 ? (
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        ) : (
          <AuditEntries rows={shown} slug={slug} zone={at.conference.timeZone} />
        )}
      </div>
      {rows.length > AUDIT_PAGE && <OlderLink href={`${page}?${older}`}>{t("older")}</OlderLink>}
    </Desk>
  );
}
