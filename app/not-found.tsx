import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("site.notFound"))("page-title") };
}

/** An address that is none of ours. */
export default async function NotFound() {
  const t = await getTranslations("site.notFound");
  return (
    <PlainStage path="/">
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
