import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Fields } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { formatMoney } from "@/lib/money/format";
import { shownNumber } from "@/lib/registration/shown-number";
import { Desk } from "../../../../../desk";
import { requireAtRegistration } from "../at-registration";
import { AskedNote } from "../change-section";
import { findChange } from "../changes/[changeId]/find-change";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.cancel"))("title") };
}

/** What cancelling does, and its number to type: nobody does this by a slip of the hand. */
export default async function CancelPage(props: PageProps<"/admin/c/[conference]/registrations/[publicId]/cancel">) {
  const { at, view, page, name } = await requireAtRegistration(await props.params, "registrations.edit", "cancel");
  const { registration, orders } = view;
  const kept = await findKeptStaffForm<string[]>(at.staff, `registration.cancel:${registration.id}`);
  const { change: asked } = await props.searchParams;
  const changeId = typeof asked === "string" ? asked : kept ? singleValue(kept.values, "change") : "";
  const change = await findChange(registration.id, changeId);
  const t = await getTranslations("admin-registration.cancel");
  const locale = await getLocale();
  const live = orders.filter(({ state }) => state === "draft" || state === "placed");
  const isAwaited = live.some(({ payments }) => payments.some(({ state }) => state === "pending"));
  const received = live.filter(({ receivedMinor }) => receivedMinor > 0);
  const number = shownNumber(registration, registration.conference);
  return (
    <Desk at={at} current="registrations" title={t("title-of", { name })}>
      {change && <AskedNote change={change} timeZone={at.conference.timeZone} />}
      <ul className="mt-4 max-w-prose list-disc pl-5 text-sm">
        {live.length > 0 && <li>{t("places")}</li>}
        {isAwaited && <li>{t("awaited")}</li>}
        {received.map((order) => (
          <li key={order.publicId}>
            {t("received", {
              sum: formatMoney({ minor: order.receivedMinor, currency: order.currency }, locale),
              number: order.number,
            })}
          </li>
        ))}
        {registration.indicoDbId !== null && <li>{t("indico")}</li>}
        <li>{t("restore")}</li>
      </ul>
      <form action={`${page}/cancel/confirm`} method="post" className="max-w-prose">
        {change && <input type="hidden" name="change" value={change.id} />}
        <Fields>
          <TextInput
            name="reason"
            label={t("reason")}
            hint={t("reason-hint")}
            optional
            maxLength={300}
            defaultValue={kept ? singleValue(kept.values, "reason") : ""}
            error={kept?.problems.includes("reason") ? t("reason-wrong") : undefined}
          />
          {!change && (
            <Checkbox name="tell" optional defaultChecked={!kept || singleValue(kept.values, "tell") === "yes"}>
              {t("tell", { email: registration.email })}
            </Checkbox>
          )}
          <TextInput
            name="number"
            label={t("number", { number })}
            width="half"
            code
            defaultValue={kept ? singleValue(kept.values, "number") : ""}
            error={kept?.problems.includes("number") ? t("number-wrong", { number }) : undefined}
          />
        </Fields>
        <p className="mt-5 flex flex-wrap gap-2">
          <Button type="submit" look="danger" size="middle">
            {t("confirm")}
          </Button>
          <ButtonLink href={page} size="middle">
            {t("leave")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
