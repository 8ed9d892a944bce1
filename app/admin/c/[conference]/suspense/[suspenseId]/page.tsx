import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { findOrders } from "@/lib/payments/find-orders";
import { findSuspense, historyOfPayment } from "@/lib/payments/load-payment";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { ObjectHistory } from "../../audit/object-history";
import { FoundOrders } from "../../payments/found-orders";
import { OrderSearch, readWords } from "../../payments/order-search";
import { suspensePage } from "../../payments/payments-frame";
import { Reason } from "../reason";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("suspense.title") };
}

/** One piece of money in suspense: find the order that it belongs to, or say why the conference keeps it. */
export default async function OneSuspensePage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/suspense/[suspenseId]">) {
  const { conference: slug, suspenseId } = await params;
  const page = `${suspensePage(slug)}/${encodeURIComponent(suspenseId)}`;
  const at = await requireAtDesk(slug, "suspense.resolve", page);
  const suspense = await findSuspense(at.conference.id, suspenseId);
  if (suspense?.state !== "open") leaveUnknown(slug);
  const said = await searchParams;
  const words = readWords(said);
  const found = await findOrders(at.conference.id, words);
  const t = await getTranslations("admin-payments.suspense");
  const locale = (await getLocale()) as Locale;
  const sum = formatMoney({ minor: suspense.amountMinor, currency: suspense.currency }, locale);
  return (
    <Desk at={at} current="suspense" title={t("one", { sum })}>
      <Outcome searchParams={said} />
      <p className="mt-3 max-w-prose">
        <Reason code={suspense.reason} />
      </p>
      <Section title={t("assign")} intro={t("assign-intro")} className="mt-8">
        <OrderSearch action={page} question={words} />
        {words !== "" && found.length === 0 && (
          <div className="mt-4">
            <EmptyState title={t("no-order")}>{t("no-order-do")}</EmptyState>
          </div>
        )}
        {found.length > 0 && (
          <form action={`${page}/assign`} method="post" className="mt-4">
            <input type="hidden" name="q" value={words} />
            <FoundOrders
              orders={found}
              act={({ publicId, name }) => (
                <Button
                  type="submit"
                  name="order"
                  value={publicId}
                  size="dense"
                  aria-label={t("assign-to", { name, sum })}
                >
                  {t("assign-here")}
                </Button>
              )}
            />
            <div className="mt-3">
              <Checkbox name="overbook" hint={t("overbook-hint")} optional="unsaid">
                {t("overbook")}
              </Checkbox>
            </div>
          </form>
        )}
      </Section>
      <Section title={t("keep")} intro={t("keep-intro")} className="mt-8 max-w-prose">
        <form action={`${page}/keep`} method="post" className="mt-3">
          <TextInput
            name="reason"
            label={t("keep-reason")}
            maxLength={500}
            error={said.problem === "payments.reason-missing" ? t("keep-reason-missing") : undefined}
          />
          <p className="mt-3">
            <Button type="submit" size="middle" look="danger">
              {t("keep-do", { sum })}
            </Button>
          </p>
        </form>
      </Section>
      <ObjectHistory at={at} objects={historyOfPayment(suspense.payment)} />
    </Desk>
  );
}
