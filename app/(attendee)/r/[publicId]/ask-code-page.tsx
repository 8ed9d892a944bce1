import { useTranslations } from "next-intl";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { AskCodeForm } from "./ask-code-form";

/**
 * A registration's own address in a browser that may not open it: a code to the mailbox lets its owner in. Says nothing
 * of the registration, not even whether there is one.
 */
export function AskCodePage({ publicId }: { publicId: string }) {
  const t = useTranslations("attendee.askCode");
  return (
    <PlainStage path={`/r/${publicId}`}>
      <Title lead={t("lead")}>{t("title")}</Title>
      <AskCodeForm publicId={publicId} />
      <p className="mt-8 text-ink-soft">{t("or-indico")}</p>
    </PlainStage>
  );
}
