import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import type { Machine } from "@/lib/credentials/load-machines";
import type { Locale } from "@/lib/i18n/locales";
import { formatDateTime } from "@/lib/time/format";
import { readKind } from "./machine-form";

type Props = { machine: Machine; page: string; zone: string; mayManage: boolean };

/** One credential: what it is, what it may, when it was used; one of every conference is not changed here. */
export async function MachineRow({ machine, page, zone, mayManage }: Props) {
  const t = await getTranslations("admin-machines");
  const locale = (await getLocale()) as Locale;
  const { id, name, kind, allowedHosts, allowedAddresses, lastUsedAt, revokedAt, conferenceId } = machine;
  const shownKind = kind === "lenos" ? kind : readKind(kind);
  const entries = shownKind === "convio_client" ? allowedHosts : allowedAddresses;
  const own = kind === "lenos" ? `${page}/apps/${id}` : `${page}/${id}`;
  const when = (at: Date) => formatDateTime(at, zone, locale);
  const facts = [
    entries.length ? entries.join(", ") : t(`no-entries.${shownKind}`),
    ...(machine.trustsIds ? [t("trusts-ids")] : []),
    ...(machine.listsPeople ? [t("lists-people")] : []),
  ];
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-rule border-b py-3">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <b className={revokedAt ? "text-ink-soft" : undefined}>{name}</b>{" "}
        <span className="text-ink-soft">
          {t(`kinds.${shownKind}`)}
          {conferenceId === null && `, ${t("everywhere")}`}
        </span>
        <span className="block text-sm text-ink-soft">{facts.join(" · ")}</span>
        <span className="block text-xs text-ink-soft">
          {revokedAt
            ? t("revoked", { at: when(revokedAt) })
            : lastUsedAt
              ? t("used", { at: when(lastUsedAt) })
              : t("unused")}
        </span>
        {machine.isRotating && !revokedAt && <span className="block text-sm text-wait">{t("rotating")}</span>}
      </div>
      {mayManage && conferenceId !== null && !revokedAt && (
        <ButtonLink href={own} size="dense" aria-label={t("change-of", { name })}>
          {t("change")}
        </ButtonLink>
      )}
    </li>
  );
}
