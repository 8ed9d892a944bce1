import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { CardForm } from "@/app/sandbox/stripe/pay/[checkoutId]/card-form";
import styles from "@/app/sandbox/stripe/pay/[checkoutId]/payment-page.module.css";
import type { SandboxCheckout } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { findSandboxCheckout } from "@/lib/sandbox/stripe/checkout";
import { successUrlOf } from "@/lib/sandbox/stripe/session-json";

type Props = { params: Promise<{ checkoutId: string }>; searchParams: Promise<{ refused?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demo.card"))("title") };
}

/** The demo's card provider: a page of somebody else, where test cards pay and no money moves. */
export default async function SandboxPaymentPage({ params, searchParams }: Props) {
  if (!env().isDemo) notFound();
  const checkout = await findSandboxCheckout((await params).checkoutId, new Date());
  if (!checkout) notFound();
  const { refused } = await searchParams;
  const t = await getTranslations("demo.card");
  const amount = formatMoney(money(checkout.amountMinor, checkout.currency), await getLocale());
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <section className={styles.summary} aria-label={t("summary")}>
        <p className={styles.brand}>
          {t("brand")} <span className={styles.test}>{t("test-mode")}</span>
        </p>
        <p className={styles.title}>{checkout.title}</p>
        <p className={styles.amount}>{amount}</p>
        <p className={styles.small}>{t("what")}</p>
      </section>
      <div className={styles.panel}>
        {checkout.status === "open" ? (
          <CardForm checkout={checkout} amount={amount} refused={String(refused ?? "")} />
        ) : (
          <Ended checkout={checkout} />
        )}
      </div>
    </main>
  );
}

async function Ended({ checkout }: { checkout: SandboxCheckout }) {
  const t = await getTranslations("demo.card");
  const isPaid = checkout.status === "complete";
  return (
    <>
      <h1 className={styles.heading}>{t(isPaid ? "is-paid" : "has-expired")}</h1>
      <p>{t(isPaid ? "is-paid-lead" : "has-expired-lead")}</p>
      <p>
        <a className={styles.link} href={isPaid ? successUrlOf(checkout) : checkout.cancelUrl}>
          {t("back")}
        </a>
      </p>
    </>
  );
}
