import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OlderLink } from "@/components/staff/older-link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { DRIFT_KINDS, DRIFT_STATES, DRIFTS_A_PAGE, findLastRun, listDrifts } from "@/lib/drift/load-drifts";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../act";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { DriftRow } from "./drift-row";
import { driftWords } from "./drift-words";
import { LastRun } from "./last-run";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-differences"))("title") };
}

/** What is not the same here and in Indico, with what to do about it. */
export default async function DifferencesPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/differences">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/differences`;
  const at = await requireAtDesk(slug, "differences.see", page);
  const said = await searchParams;
  const kind = DRIFT_KINDS.find((one) => one === said.kind) ?? null;
  const state = DRIFT_STATES.find((one) => one === said.state) ?? "open";
  const afterId = typeof said.after === "string" && /^\d{1,9}$/.test(said.after) ? Number(said.after) : 0;
  const [run, rows, t, locale, words] = await Promise.all([
    findLastRun(at.conference.id),
    listDrifts(at.conference.id, { kind, state, afterId }),
    getTranslations("admin-differences"),
    getLocale(),
    driftWords(),
  ]);
  const shown = rows.slice(0, DRIFTS_A_PAGE);
  const mayRepair = at.may("differences.repair");
  const mayChoose = mayRepair && state !== "repaired" && state !== "gone";
  const time = (moment: Date) => formatDateTime(moment, at.conference.timeZone, locale);
  const more = new URLSearchParams({ state, ...(kind ? { kind } : {}), after: String(shown.at(-1)?.id ?? "") });
  return (
    <Desk
      at={at}
      current="differences"
      title={t("title")}
      aside={
        mayRepair && (
          <form action={`${page}/compare`} method="post">
            <Button type="submit" size="dense">
              {t("compare")}
            </Button>
          </form>
        )
      }
    >
      <Outcome searchParams={said} />
      <p className="mt-1 max-w-prose text-ink-soft">{t("intro")}</p>
      {run && <LastRun run={run} at={time(run.startedAt)} slug={slug} />}
      <form action={page} className="mt-4 flex flex-wrap items-end gap-3">
        <Select
          name="kind"
          label={t("kind")}
          optional="unsaid"
          defaultValue={kind ?? ""}
          options={[
            { value: "", label: t("any-kind") },
            ...DRIFT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
          ]}
        />
        <Select
          name="state"
          label={t("state")}
          optional="unsaid"
          defaultValue={state}
          options={DRIFT_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
        <Button type="submit" size="middle" className="mb-0.5">
          {t("find")}
        </Button>
      </form>
      {shown.length === 0 ? (
        <div className="mt-6">
          <Nothing isCompared={run !== null} isFiltered={kind !== null || state !== "open"} />
        </div>
      ) : (
        <form action={`${page}/repair`} method="post" className="mt-4">
          <ul className="border-rule border-t">
            {shown.map((drift) => (
              <DriftRow
                key={drift.publicId}
                drift={drift}
                words={words(drift)}
                since={time(drift.firstSeenAt)}
                registrationHref={drift.registration && registrationPage(slug, drift.registration.publicId)}
                mayRepair={mayRepair}
              />
            ))}
          </ul>
          {mayChoose && (
            <fieldset className="mt-4 flex min-w-0 flex-wrap items-end gap-3">
              <legend className="font-semibold">{t("many")}</legend>
              <TextInput name="reason" label={t("reason")} hint={t("many-hint")} optional="unsaid" maxLength={300} />
              {(["suggested", "mail", "accept"] as const).map((repair) => (
                <Button key={repair} type="submit" name="many" value={repair} size="middle" className="mb-0.5">
                  {t(`many-${repair}`)}
                </Button>
              ))}
            </fieldset>
          )}
        </form>
      )}
      {rows.length > DRIFTS_A_PAGE && <OlderLink href={`${page}?${more}`}>{t("older")}</OlderLink>}
    </Desk>
  );
}

async function Nothing({ isCompared, isFiltered }: { isCompared: boolean; isFiltered: boolean }) {
  const t = await getTranslations("admin-differences");
  const what = isFiltered ? "none-found" : isCompared ? "none" : "never";
  return <EmptyState title={t(what)}>{t(`${what}-do`)}</EmptyState>;
}
