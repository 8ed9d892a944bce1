import { useTranslations } from "next-intl";
import type { Setup } from "@/lib/conference/conference-file";
import type { IndicoMapping } from "@/lib/indico/map-registration";

/** How the goal of a mapped field is said: "Question: Diet". */
export function useTargetWords(setup: Setup) {
  const t = useTranslations("admin-catalogue.mapping");
  return (to: IndicoMapping["fields"][number]["to"]): string => {
    if ("profile" in to) return t("profile", { name: t(`profile-fields.${to.profile}`) });
    const question = setup.questions.find(({ key }) => key === to.question);
    return t("question", { name: question?.label ?? to.question });
  };
}
