import { useTranslations } from "next-intl";

/** Why a write to Indico waits: the codes of lib/indico and lib/mirror. */
const INDICO_REASONS = [
  "bad-certificate",
  "deleted",
  "forbidden",
  "not-configured",
  "not-confirmed",
  "not-found",
  "not-supported",
  "pending",
  "price-zero",
  "refused",
  "rejected",
  "scope-missing",
  "server-error",
  "state-unknown",
  "timed-out",
  "unauthorized",
  "unexpected-reply",
  "unreachable",
  "withdrawn",
] as const;

/** Why money fits no order: the codes of lib/payments. */
const SUSPENSE_REASONS = [
  "already-paid",
  "no-order",
  "order-cancelled",
  "overpaid",
  "places-gone",
  "wrong-currency",
] as const;

/** Why a refund failed: the codes of lib/payments and of the card provider. */
const REFUND_FAILURES = [
  "already-refunded",
  "disputed",
  "expired_or_canceled_card",
  "lost_or_stolen_card",
  "not-found",
  "refused",
  "too-much",
] as const;

/** Codes of the core in words for staff: what is, and what to do. A code that is not listed has a sentence of its own. */
export function useReasons() {
  const t = useTranslations("admin.reasons");
  return {
    indico: (code: string) => t(`indico.${INDICO_REASONS.find((known) => known === code) ?? "other"}`),
    suspense: (code: string) => t(`suspense.${SUSPENSE_REASONS.find((known) => known === code) ?? "other"}`),
  };
}

/** Why a refund failed, in words for staff. */
export function useFailures(): (code: string | null) => string {
  const t = useTranslations("admin-payments.failures");
  return (code) => t(REFUND_FAILURES.find((known) => known === code) ?? "other");
}
