import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.cardPageOver"))("title") };
}

/** Back from the card page in a browser that does not know the registration: says where to look, and nothing of it. */
export default async function CardPageOver() {
  const t = await getTranslations("attendee.cardPageOver");
  return (
    <PlainStage path="/card-page-over">
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
