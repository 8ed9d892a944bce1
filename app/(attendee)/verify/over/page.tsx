import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.verifyLink"))("over") };
}

/** A one-time link that was used or has run out. */
export default async function LinkOverPage() {
  const t = await getTranslations("attendee.verifyLink");
  return (
    <PlainStage path="/verify/over">
      <Title lead={t("over-do")}>{t("over")}</Title>
    </PlainStage>
  );
}
