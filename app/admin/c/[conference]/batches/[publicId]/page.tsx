import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { BATCH_KINDS } from "@/lib/batches/kinds";
import { type Batch, loadBatch, secondsLeft } from "@/lib/desk/load-batch";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { BatchResult } from "./batch-result";
import { KeepFresh } from "./keep-fresh";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.batches"))("page-title") };
}

/** How far a long act is: done of all, the time left, and a way to stop it. Leaving the page stops nothing. */
export default async function BatchPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/batches/[publicId]">) {
  const { conference: slug, publicId } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/batches/${encodeURIComponent(publicId)}`;
  const at = await requireAtDesk(slug, "registrations.see", page);
  const batch = await loadBatch(at.conference.id, publicId);
  if (!batch || !(batch.kind in BATCH_KINDS)) leaveUnknown(slug);
  const t = await getTranslations("admin.batches");
  const isRunning = batch.state === "running";
  const mayStop = batch.staffId === at.staff.id || at.may("set-up.edit");
  return (
    <Desk at={at} current="work-list" title={t(`kinds.${batch.kind}` as "kinds.none")}>
      <Outcome searchParams={await searchParams} />
      <Progress batch={batch} now={new Date()} />
      {isRunning && <p className="mt-3 max-w-prose text-ink-soft">{t("may-leave")}</p>}
      {isRunning && mayStop && (
        <form action={`${page}/stop`} method="post" className="mt-4">
          <Button type="submit" size="middle" look="danger">
            {t("stop")}
          </Button>
        </form>
      )}
      {isRunning && <KeepFresh />}
      {!isRunning && <BatchResult batch={batch} slug={slug} />}
      {!isRunning && (
        <p className="mt-4">
          <ButtonLink href={`/admin/c/${slug}`} size="middle">
            {t("back")}
          </ButtonLink>
        </p>
      )}
    </Desk>
  );
}

async function Progress({ batch, now }: { batch: Batch; now: Date }) {
  const t = await getTranslations("admin.batches");
  const passed = batch.done + batch.failed;
  const left = secondsLeft(batch, now);
  const whole = batch.total ?? 0;
  const label = batch.total === null ? t("so-far", { passed }) : t("of-all", { passed, total: batch.total });
  return (
    <div className="mt-4 max-w-prose">
      <p className="flex flex-wrap justify-between gap-x-4" id="progress">
        <b className="num">{label}</b>
        {left !== null && (
          <span className="text-ink-soft">{t("left", { minutes: Math.ceil(left / 60), seconds: left })}</span>
        )}
      </p>
      {batch.total !== null && (
        <progress
          aria-labelledby="progress"
          className="mt-1 h-2.5 w-full accent-accent"
          value={passed}
          max={Math.max(1, whole)}
        />
      )}
      {batch.state !== "running" && (
        <Note tone={batch.state === "done" && batch.failed === 0 ? "ok" : "wait"} role="status">
          {t(`states.${batch.state}`, { done: batch.done, failed: batch.failed })}
        </Note>
      )}
    </div>
  );
}
