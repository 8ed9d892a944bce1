import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { findManyAct, isGrave, permissionOf } from "@/lib/registration/many/acts";
import { countChosen, fixChoice } from "@/lib/registration/many/chosen";
import { Desk } from "../../../../../desk";
import { NOT_ALLOWED_PAGE, requireAtDesk } from "../../../../../guard";
import { Outcome } from "../../../../../outcome";
import { selectionOf } from "../../read-selection";
import { SelectionFields } from "../../selection-fields";

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
  const act = findManyAct(said.act);
  if (!act) redirect(page);
  if (!at.may(permissionOf(act))) redirect(NOT_ALLOWED_PAGE);
  const selection = selectionOf(said);
  const count = await countChosen(at.conference, await fixChoice(at.conference, selection));
  const t = await getTranslations("admin-registrations");
  return (
    <Desk at={at} current="registrations" title={t(`confirm.${act}`, { count })}>
      <Outcome searchParams={said} />
      <p className="mt-1 max-w-prose text-ink-soft">{t(`confirm-about.${act}`)}</p>
      <form action={`${page}/bulk/begin`} method="post" className="mt-4 max-w-prose">
        <SelectionFields selection={selection} />
        <input type="hidden" name="act" value={act} />
        {isGrave(act) && (
          <TextInput
            name="typed"
            label={t("type-count", { count })}
            hint={t("type-count-hint")}
            inputMode="numeric"
            autoComplete="off"
          />
        )}
        <p className="mt-4 flex flex-wrap gap-2">
          <Button type="submit" size="middle" look={isGrave(act) ? "danger" : "primary"}>
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
