import { useTranslations } from "next-intl";
import styles from "@/app/sandbox/stripe/pay/[checkoutId]/payment-page.module.css";
import type { SandboxCheckout } from "@/lib/db/generated/client";
import { isCardRefusal, SHOWN_TEST_CARDS } from "@/lib/sandbox/stripe/test-cards";

type CardFormProps = {
  checkout: SandboxCheckout;
  /** With its currency. */
  amount: string;
  /** From the address: why the last card was refused. */
  refused: string;
};

/** The card fields, filled in with the test card that pays: a newcomer presses one button. */
export function CardForm({ checkout, amount, refused }: CardFormProps) {
  const t = useTranslations("demo.card");
  const refusal = isCardRefusal(refused) ? refused : null;
  return (
    <>
      <h1 className={styles.heading}>{t("heading")}</h1>
      {refusal && (
        <p role="alert" id="refusal" className={styles.alert}>
          {t(`refused.${refusal}`)}
        </p>
      )}
      <form action={`/sandbox/stripe/pay/${checkout.id}/submit`} method="post" autoComplete="off">
        <label className={styles.field}>
          {t("email")}
          <input value={checkout.customerEmail} type="email" readOnly />
        </label>
        <label className={styles.field}>
          {t("number")}
          <input
            name="number"
            defaultValue={SHOWN_TEST_CARDS.pays}
            inputMode="numeric"
            maxLength={30}
            required
            autoComplete="off"
            aria-describedby={refusal ? "refusal cards" : "cards"}
          />
        </label>
        <div className={styles.pair}>
          <label className={styles.field}>
            {t("expiry")}
            <input defaultValue="12 / 34" inputMode="numeric" maxLength={7} autoComplete="off" />
          </label>
          <label className={styles.field}>
            {t("cvc")}
            <input defaultValue="123" inputMode="numeric" maxLength={4} autoComplete="off" />
          </label>
        </div>
        <label className={styles.field}>
          {t("name-on-card")}
          <input defaultValue={t("example-name")} maxLength={100} autoComplete="off" />
        </label>
        <button type="submit" className={styles.pay} data-testid="hosted-payment-submit-button">
          {t("pay", { amount })}
        </button>
      </form>
      <p>
        <a className={styles.link} href={checkout.cancelUrl}>
          {t("cancel")}
        </a>
      </p>
      <div id="cards" className={styles.cards}>
        <h2 className={styles.cardsTitle}>{t("test-cards")}</h2>
        <p>{t("card-pays", { number: SHOWN_TEST_CARDS.pays })}</p>
        <p>{t("card-declined", { number: SHOWN_TEST_CARDS.isDeclined })}</p>
        <p>{t("no-real-card")}</p>
      </div>
    </>
  );
}
