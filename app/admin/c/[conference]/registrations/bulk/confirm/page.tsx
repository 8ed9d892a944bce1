import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { BULK_ACT_NAMES, BULK_ACTS } from "@/lib/registration/bulk/bulk-acts";
import { fixSelection } from "@/lib/registration/bulk/selection";
import { Desk } from "../../../../../desk";
import { NOT_ALLOWED_PAGE, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { selectionOf } from "../../read-selection";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registrations"))("confirm-title") };
}

/** Says what is about to be done to how many; what cannot be taken back easily asks for their number. */
export default async function ConfirmBulkPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/registrations/bulk/confirm">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/registrations`;
  const at = await requireAtDesk(slug, "registrations.see", page);
  const said = await searchParams;
  const act = BULK_ACT_NAMES.find((name) => name === said.act);
  if (!act) redirect(page);
  if (!at.may(BULK_ACTS[act].permission)) redirect(NOT_ALLOWED_PAGE);
  const { selection, fields } = selectionOf(said);
  const { count } = await fixSelection(at.conference, selection);
  const t = await getTranslations("admin-registrations");
  const { isGrave } = BULK_ACTS[act];
  return (
    <Desk at={at} current="registrations" title={t(`confirm.${act}`, { count })}>
      <Outcome searchParams={said} />
      <p className="mt-1 max-w-prose text-ink-soft">{t(`confirm-about.${act}`)}</p>
      <form action={`${page}/bulk/begin`} method="post" className="mt-4 max-w-prose">
        {[...fields, { name: "act", value: act }].map(({ name, value }) => (
          <input key={`${name}${value}`} type="hidden" name={name} value={value} />
        ))}
        {isGrave && (
          <TextInput
            name="typed"
            label={t("type-count", { count })}
            hint={t("type-count-hint")}
            inputMode="numeric"
            autoComplete="off"
          />
        )}
        <p className="mt-4 flex flex-wrap gap-2">
          <Button type="submit" size="middle" look={isGrave ? "danger" : "primary"}>
            {t(`confirm-do.${act}`, { count })}
          </Button>
          <ButtonLink href={page} size="middle" look="quiet">
            {t("keep")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
