import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.sessionOver"))("title") };
}

/** The browser's session ended by itself: says why, and how to come back to what was typed. */
export default async function SessionOverPage() {
  const t = await getTranslations("attendee.sessionOver");
  return (
    <PlainStage path="/session-over">
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
