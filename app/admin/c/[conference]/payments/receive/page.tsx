import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { findOrders } from "@/lib/payments/find-orders";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { FoundOrders } from "../found-orders";
import { OrderSearch, readWords } from "../order-search";
import { paymentsPage } from "../payments-frame";
import { MoneyForm, type MoneyProblems, RECEIVE_FORM } from "./money-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("receive.title") };
}

/** Money that staff found on the statement or were given: first whose it is, then how much. */
export default async function ReceivePage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/payments/receive">) {
  const { conference: slug } = await params;
  const page = `${paymentsPage(slug)}/receive`;
  const at = await requireAtDesk(slug, "payments.take-on-site", page);
  const said = await searchParams;
  const words = readWords(said);
  const chosen = typeof said.order === "string" ? said.order : "";
  const found = await findOrders(at.conference.id, words);
  const order = found.find(({ publicId }) => publicId === chosen);
  const isUnmatched = chosen === "none" && at.may("payments.confirm-transfer");
  const kept = await findKeptStaffForm<MoneyProblems>(at.staff, RECEIVE_FORM);
  const isKept = kept !== null && singleValue(kept.values, "order") === chosen;
  const t = await getTranslations("admin-payments");
  const to = (publicId: string) => `${page}?${new URLSearchParams({ q: words, order: publicId })}`;
  return (
    <Desk at={at} current="payments" title={t("receive.title")}>
      <Outcome searchParams={said} />
      <OrderSearch action={page} question={words} />
      {order || isUnmatched ? (
        <MoneyForm at={at} order={order ?? null} words={words} {...(isKept ? kept : { values: {}, problems: {} })} />
      ) : (
        <div className="mt-6">
          {found.length === 0 ? (
            <EmptyState title={words === "" ? t("receive.begin") : t("receive.none")}>
              {t("receive.none-do")}
            </EmptyState>
          ) : (
            <FoundOrders
              orders={found}
              act={({ publicId, name, number }) => (
                <ButtonLink href={to(publicId)} size="dense" aria-label={t("receive.choose-of", { name, number })}>
                  {t("receive.choose")}
                </ButtonLink>
              )}
            />
          )}
          {words !== "" && at.may("payments.confirm-transfer") && (
            <p className="mt-4">
              <ButtonLink href={to("none")} size="middle">
                {t("receive.unmatched")}
              </ButtonLink>
            </p>
          )}
        </div>
      )}
    </Desk>
  );
}
