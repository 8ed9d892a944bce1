import { FlaskConical } from "lucide";
import { useTranslations } from "next-intl";
import { State } from "@/components/ui/state";

/** The registration is nobody's: it is there to try the event app with. */
export function TestMark({ quiet }: { quiet?: boolean }) {
  const t = useTranslations("admin-registration");
  return <State word={t("test-person")} icon={FlaskConical} tone="note" quiet={quiet} />;
}
