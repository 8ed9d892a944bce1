import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { StaffPage } from "../../desk";
import { requireSignedIn } from "../../guard";
import { takeRecoveryCodes } from "../kept-codes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("codes.title") };
}

/** New recovery codes, shown once. */
export default async function RecoveryCodesPage() {
  const staff = await requireSignedIn("/admin/account");
  const codes = await takeRecoveryCodes(staff);
  const t = await getTranslations("admin-account.codes");
  return (
    <StaffPage staff={staff} title={t("title")}>
      {codes ? (
        <>
          <Note tone="wait" title={t("once")}>
            {t("keep")}
          </Note>
          <ul className="mt-4 grid max-w-prose gap-1 font-mono sm:grid-cols-2">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </>
      ) : (
        <Note tone="note" title={t("shown")}>
          {t("shown-do")}
        </Note>
      )}
      <p className="mt-6">
        <ButtonLink href="/admin/account" size="middle">
          {t("back")}
        </ButtonLink>
      </p>
    </StaffPage>
  );
}
