import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { AuditedObject } from "@/lib/audit/search-audit";
import { Desk } from "../../../../../../desk";
import { Outcome } from "../../../../../../outcome";
import { ObjectHistory } from "../../../../audit/object-history";
import { requireAtRegistration } from "../../at-registration";
import { AskedNote } from "../../change-section";
import { findChange } from "../../changes/[changeId]/find-change";
import { AmendForm } from "./amend-form";
import { useAmendmentErrors } from "./amendment-errors";
import { type Amending, loadAmending, previewAmending } from "./load-amending";
import { Preview } from "./preview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.amend"))("title") };
}

/** Changes an order: the form, and above it what it would do, to be confirmed. */
export default async function OrderPage(
  props: PageProps<"/admin/c/[conference]/registrations/[publicId]/order/[orderId]">,
) {
  const { orderId, ...of } = await props.params;
  const below = `order/${encodeURIComponent(orderId)}`;
  const { at, view, page, name } = await requireAtRegistration(of, "registrations.edit", below);
  const said = await props.searchParams;
  const amending = await loadAmending({ view, orderId, staff: at.staff, isTyped: said.preview === "1" });
  if (!amending) redirect(`${page}?problem=registration.no-such-order`);
  const drafted =
    amending.isTyped && amending.problems.length === 0 ? await previewAmending(amending, new Date()) : null;
  const { changeId } = amending.amendment;
  const change = changeId === undefined ? null : await findChange(view.registration.id, String(changeId));
  const t = await getTranslations("admin-registration.amend");
  const action = `${page}/order/${orderId}`;
  return (
    <Desk at={at} current="registrations" title={t(amending.order ? "title-of" : "title-new", { name })}>
      <Outcome searchParams={said} />
      {change && <AskedNote change={change} timeZone={at.conference.timeZone} />}
      {drafted?.ok && <Preview draft={drafted.value} amending={amending} action={action} />}
      <Form amending={amending} drafted={drafted} action={action} page={page} may={at.may} />
      {amending.order && <ObjectHistory at={at} objects={objectsOf(amending.order)} />}
    </Desk>
  );
}

function objectsOf({ publicId, payments }: NonNullable<Amending["order"]>): [AuditedObject, ...AuditedObject[]] {
  const ofPayments = payments.map((payment) => ({ object: "payment", objectId: payment.publicId }));
  return [{ object: "order", objectId: publicId }, ...ofPayments];
}

type FormProps = {
  amending: Amending;
  drafted: Awaited<ReturnType<typeof previewAmending>> | null;
  action: string;
  page: string;
  may: Parameters<typeof AmendForm>[0]["may"];
};

function Form({ amending, drafted, ...rest }: FormProps) {
  const errors = useAmendmentErrors(amending, drafted && !drafted.ok ? drafted.error : null);
  return (
    <>
      <ErrorSummary errors={errors} />
      <AmendForm amending={amending} errors={errors} {...rest} />
    </>
  );
}
