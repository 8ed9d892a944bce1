import { Check } from "lucide";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { IndicoState } from "@/app/sandbox/indico/indico-state";
import { PageHeader } from "@/components/attendee/page-frame";
import { Title } from "@/components/attendee/title";
import { DataTable } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { SANDBOX_EVENT, SANDBOX_FORM } from "@/lib/sandbox/indico/form";
import { listSandboxRegistrants } from "@/lib/sandbox/indico/read-registrants";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sandbox.indico"))("title") };
}

/** The demo's Indico: everybody who registered there. */
export default async function SandboxIndicoPage() {
  if (!env().isDemo) notFound();
  const t = await getTranslations("sandbox.indico");
  const locale = await getLocale();
  const rows = await listSandboxRegistrants();
  const yes = <Icon of={Check} label={t("yes")} />;
  return (
    <>
      <PageHeader path="/sandbox/indico" />
      <main id="main" tabIndex={-1} className="mx-auto max-w-336 px-[clamp(1rem,4vw,3rem)] pt-4 pb-20">
        <Title lead={t("lead")}>{t("title")}</Title>
        <p className="mt-8 mb-3 text-sm text-ink-soft">
          {t("list-of", { event: SANDBOX_EVENT.title, form: SANDBOX_FORM.title, count: rows.length })}{" "}
          <a href="/sandbox/indico/register">{t("new")}</a>
        </p>
        <DataTable
          caption={t("registrants")}
          columns={[
            { key: "number", head: t("number"), align: "right", width: "w-12" },
            { key: "name", head: t("name") },
            { key: "state", head: t("state"), width: "w-52", wideOnly: true },
            { key: "price", head: t("price"), align: "right", width: "w-28", wideOnly: true },
            { key: "paid", head: t("paid"), width: "w-24", wideOnly: true },
            { key: "checkedIn", head: t("checked-in"), width: "w-28", wideOnly: true },
          ]}
          rows={rows.map((row) => ({
            key: String(row.id),
            cells: {
              number: row.friendlyId,
              name: (
                <>
                  <a href={`/sandbox/indico/registrations/${row.id}`} className="font-medium">
                    <bdi>
                      {row.firstName} {row.lastName}
                    </bdi>
                  </a>
                  <small>{row.email}</small>
                  <span className="mt-1 block md:hidden">
                    <IndicoState state={row.state} />
                  </span>
                </>
              ),
              state: <IndicoState state={row.state} />,
              price: <span className="num">{formatMoney(money(row.priceMinor, row.form.currency), locale)}</span>,
              paid: row.isPaid && yes,
              checkedIn: row.checkedIn && yes,
            },
          }))}
        />
      </main>
    </>
  );
}
