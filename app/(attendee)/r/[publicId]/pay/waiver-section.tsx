import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Section } from "@/components/ui/section";
import { Words } from "@/components/words";
import type { Paying } from "./load-paying";

type WaiverProps = { waiver: NonNullable<Paying["waiver"]>; error: string | undefined };

/** What the category demands of whoever registers in it, and the tick without which nothing is ordered. */
export function WaiverSection({ waiver, error }: WaiverProps) {
  const t = useTranslations("attendee.pay.waiver");
  return (
    <Section title={t("title")}>
      <p className="mt-3 max-w-prose whitespace-pre-line wrap-anywhere">
        <Words lang={waiver.lang}>{waiver.text}</Words>
      </p>
      <input type="hidden" name="waiver" value={waiver.key} />
      <div className="mt-3">
        <Checkbox name="acceptsWaiver" error={error} defaultChecked={waiver.isTicked}>
          {t("accept")}
        </Checkbox>
      </div>
    </Section>
  );
}
