import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import type { App } from "@/lib/credentials/load-apps";
import type { Locale } from "@/lib/i18n/locales";
import { formatDateTime } from "@/lib/time/format";

/** How far an app has come, what staff should know of its calls, and lists that wait for their word. */
export async function AppState({ app, page, zone }: { app: App; page: string; zone: string }) {
  const t = await getTranslations("admin-apps");
  const locale = (await getLocale()) as Locale;
  const when = (at: Date | null | undefined) => (at ? formatDateTime(at, zone, locale) : t("state.never"));
  const { sync, head, notices, held } = app;
  const lag = Number(head - (sync?.servedSeq ?? 0n));
  const items = [
    { term: t("state.poll"), value: when(sync?.lastPollAt) },
    { term: t("state.full"), value: when(sync?.fullArrivedAt) },
    { term: t("state.lag"), value: t("state.changes", { count: Math.max(0, lag) }) },
    { term: t("state.clock"), value: t("state.seconds", { count: Math.round((sync?.clockAheadMs ?? 0) / 1_000) }) },
  ];
  return (
    <>
      {held.map(({ resource, count, heldCount }) => (
        <div key={resource} className="mt-5 max-w-prose">
          <Note tone="bad" title={t("held.title", { resource })} className="">
            {t("held.about", { before: count, now: heldCount ?? 0 })}
          </Note>
          <form action={`${page}/confirm`} method="post" className="mt-3">
            <input type="hidden" name="resource" value={resource} />
            <input type="hidden" name="count" value={heldCount ?? 0} />
            <Button type="submit" size="middle" look="danger">
              {t("held.confirm", { now: heldCount ?? 0 })}
            </Button>
          </form>
        </div>
      ))}
      {notices
        .filter(({ kind }) => kind !== "shrink_guard")
        .map(({ kind, count, lastAt }) => (
          <Note key={kind} tone="wait" title={t(`notices.${kind}`)} className="mt-5 max-w-prose">
            {t("notices.seen", { count, at: when(lastAt) })}
          </Note>
        ))}
      <DefinitionList className="mt-5 max-w-prose" items={items} />
    </>
  );
}
