import { Ban, EyeOff } from "lucide";
import { useTranslations } from "next-intl";
import { State } from "@/components/ui/state";

/** What sets a session apart: cancelled, or seen by staff alone. */
export function SessionStates({ isCancelled, isPublished }: { isCancelled: boolean; isPublished: boolean }) {
  const t = useTranslations("admin-agenda");
  return (
    <>
      {isCancelled && <State word={t("cancelled")} icon={Ban} tone="bad" />}
      {!isPublished && <State word={t("not-published")} icon={EyeOff} tone="plain" />}
    </>
  );
}
