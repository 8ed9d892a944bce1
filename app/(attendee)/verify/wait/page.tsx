import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { WAIT_PAGE } from "../wait-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.verifyWait"))("title") };
}

/** Too many links were followed from the visitor's network; the same whatever they say. */
export default async function WaitPage() {
  const t = await getTranslations("attendee.verifyWait");
  return (
    <PlainStage path={WAIT_PAGE}>
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
