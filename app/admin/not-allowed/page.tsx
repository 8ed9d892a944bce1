import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { SIGN_IN_PAGE } from "@/lib/auth/next-auth";
import { StaffPage } from "../desk";
import { findSignedIn } from "../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.not-allowed"))("title") };
}

/** Signed in, and without the role for what was asked. */
export default async function NotAllowedPage() {
  const staff = await findSignedIn();
  if (!staff) redirect(SIGN_IN_PAGE);
  const t = await getTranslations("admin.not-allowed");
  return (
    <StaffPage staff={staff} title={t("title")}>
      <Note tone="bad">{t("do")}</Note>
    </StaffPage>
  );
}
