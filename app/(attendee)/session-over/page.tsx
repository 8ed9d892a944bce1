import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { isPublicId } from "@/lib/ids/public-id";
import { AskCodeForm } from "../r/[publicId]/ask-code-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.sessionOver"))("title") };
}

/** The browser's session on a registration (`?of`) ended by itself: says why, and how to come back to what was typed. */
export default async function SessionOverPage({ searchParams }: PageProps<"/session-over">) {
  const { of: publicId } = await searchParams;
  const t = await getTranslations("attendee.sessionOver");
  return (
    <PlainStage path="/session-over">
      <Title lead={t("lead")}>{t("title")}</Title>
      {typeof publicId === "string" && isPublicId(publicId) && <AskCodeForm publicId={publicId} />}
    </PlainStage>
  );
}
