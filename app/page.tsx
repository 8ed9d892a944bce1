import { getTranslations } from "next-intl/server";
import { DemoStart } from "@/app/demo-start";
import { PageHeader } from "@/components/attendee/page-frame";
import { Title } from "@/components/attendee/title";
import { env } from "@/lib/env";

/** The portal's own address. People come by Indico's link, so it says no more than where that is; the demo begins here. */
export default async function HomePage() {
  const t = await getTranslations("site.home");
  return (
    <>
      <PageHeader path="/" />
      <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-[clamp(1rem,4vw,3rem)] pt-4 pb-20">
        {env().isDemo ? <DemoStart /> : <Title lead={t("lead")}>{t("title")}</Title>}
      </main>
    </>
  );
}
