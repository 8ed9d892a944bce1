import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Title } from "@/components/attendee/title";
import { Button } from "@/components/ui/button";
import { findLinkConference } from "@/lib/access/load-request";
import { AttendeeStage } from "../../../attendee-stage";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.verifyLink"))("title") };
}

/** Where the mail's one-time link leads. Opening it spends nothing, since mail scanners open links: the button does. */
export default async function VerifyLinkPage({ params }: PageProps<"/verify/link/[secret]">) {
  const { secret } = await params;
  const conference = await findLinkConference(secret, new Date());
  if (!conference) redirect("/verify/over");
  const t = await getTranslations("attendee.verifyLink");
  return (
    <AttendeeStage step="verify" conference={conference} path={`/verify/link/${secret}`}>
      <Title lead={t("lead")}>{t("title")}</Title>
      <form action={`/verify/link/${secret}/open`} method="post" className="mt-8">
        <Button look="primary" type="submit">
          {t("continue")}
        </Button>
      </form>
    </AttendeeStage>
  );
}
