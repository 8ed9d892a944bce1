import { useLocale, useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { Permission } from "@/lib/auth/permissions";
import type { CatalogueService } from "@/lib/catalogue/load-catalogue";
import { singleValue } from "@/lib/http/form-values";
import { formatMoney } from "@/lib/money/format";
import { currentWindow } from "@/lib/pricing/price-window";
import type { AmendmentError } from "./amendment-errors";
import type { Amending } from "./load-amending";
import { MOST_PLACES } from "./read-amendment";

type AmendFormProps = {
  amending: Amending;
  errors: readonly AmendmentError[];
  action: string;
  page: string;
  may: (permission: Permission) => boolean;
};

/** What the registration shall have, and how the difference comes. Sent, it shows what it would do. */
export function AmendForm({ amending, errors, action, page, may }: AmendFormProps) {
  const t = useTranslations("admin-registration.amend");
  const ways = useTranslations("admin.registration.ways");
  const field = useFields(amending, errors);
  const { order, catalogue, values } = amending;
  const mayPrice = may("orders.override-price");
  const offered = ["transfer", "on_site", ...(order?.purchaseOrder ? ["purchase_order" as const] : [])] as const;
  return (
    <form action={`${action}/preview`} method="post" className="max-w-prose">
      <input type="hidden" name="change" value={singleValue(values, "change")} />
      <Section title={t("category")} className="mt-6">
        <Fields>
          <Select
            {...field("category")}
            label={t("category")}
            width={mayPrice ? "two-thirds" : "full"}
            empty={t("choose")}
            options={catalogue.categories.map((item) => ({ value: item.code, label: field.nameAndPrice(item) }))}
          />
          {mayPrice && <PriceInput field={field("price.category")} currency={catalogue.currency} />}
        </Fields>
      </Section>
      <Section title={t("services")} intro={t("services-intro")}>
        {catalogue.services.map((service) => (
          <Fields key={service.code} className="border-rule border-b pb-4">
            <TextInput
              {...field(`quantity.${service.code}`)}
              label={field.nameAndPrice(service)}
              optional="unsaid"
              inputMode="numeric"
              maxLength={3}
              width={mayPrice ? "two-thirds" : "full"}
              hint={t("at-most", { most: service.maxPerPerson })}
            />
            {mayPrice && <PriceInput field={field(`price.${service.code}`)} currency={catalogue.currency} />}
            <Places service={service} field={field} />
          </Fields>
        ))}
      </Section>
      <Section title={t("difference")}>
        <Fields>
          <Select
            {...field("way")}
            label={t("way")}
            hint={t("way-hint")}
            options={offered.map((way) => ({ value: way, label: ways(way) }))}
          />
          <TextInput {...field("reason")} label={t("reason")} hint={t("reason-hint")} optional maxLength={300} />
          <Checkbox name="overbook" optional defaultChecked={singleValue(values, "overbook") === "yes"}>
            {t("overbook")}
          </Checkbox>
          {amending.amendment.changeId === undefined && (
            <Checkbox name="tell" optional defaultChecked={singleValue(values, "tell") === "yes"}>
              {t("tell")}
            </Checkbox>
          )}
        </Fields>
      </Section>
      <p className="mt-6 flex flex-wrap gap-2">
        <Button type="submit" size="middle">
          {t("preview")}
        </Button>
        <ButtonLink href={page} size="middle" look="quiet">
          {t("leave")}
        </ButtonLink>
      </p>
    </form>
  );
}

type Field = ReturnType<typeof useFields>;

function PriceInput({ field, currency }: { field: ReturnType<Field>; currency: string }) {
  const t = useTranslations("admin-registration.amend");
  return <TextInput {...field} label={t("price", { currency })} optional="unsaid" inputMode="decimal" width="third" />;
}

/** Names and diets of a service's places; those beyond its number are not read. */
function Places({ service, field }: { service: CatalogueService; field: Field }) {
  const t = useTranslations("admin-registration.amend");
  const { code, namesGuests, options, maxPerPerson } = service;
  if (!namesGuests && options.length === 0) return null;
  const places = Array.from({ length: Math.min(maxPerPerson, MOST_PLACES) }, (_, index) => index);
  return (
    <details className="col-span-full" open={field.hasError(`place.${code}.`)}>
      <summary className="cursor-pointer text-sm">{t(namesGuests ? "guests" : "diets")}</summary>
      <Fields className="mt-2">
        {places.flatMap((index) => [
          ...(namesGuests
            ? [
                <TextInput
                  key={`name-${index}`}
                  {...field(`place.${code}.${index}.guestName`)}
                  label={t("guest", { place: index + 1 })}
                  optional="unsaid"
                  width="half"
                />,
              ]
            : []),
          ...options.map(({ key }) => (
            <TextInput
              key={`${key}-${index}`}
              {...field(`place.${code}.${index}.${key}`)}
              label={t("diet", { place: index + 1 })}
              optional="unsaid"
              width="half"
            />
          )),
        ])}
      </Fields>
    </details>
  );
}

function useFields({ values, catalogue }: Amending, errors: readonly AmendmentError[]) {
  const locale = useLocale();
  const t = useTranslations("admin-registration.amend");
  const field = (name: string) => ({
    name,
    defaultValue: singleValue(values, name),
    error: errors.find(({ id }) => id === name)?.message,
  });
  const now = new Date();
  return Object.assign(field, {
    hasError: (start: string) => errors.some(({ id }) => id.startsWith(start)),
    nameAndPrice: ({ name, windows }: { name: string; windows: CatalogueService["windows"] }) => {
      const window = currentWindow(windows, now);
      if (!window) return t("name-not-on-sale", { name });
      const price = formatMoney({ minor: window.priceMinor, currency: catalogue.currency }, locale);
      return t("name-and-price", { name, price });
    },
  });
}
