import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Section } from "@/components/ui/section";
import { Words } from "@/components/words";
import type { findMissingWaiver } from "@/lib/registration/accept-waiver";

type OwnWaiverProps = {
  waiver: Awaited<ReturnType<typeof findMissingWaiver>>;
  path: string;
  /** How the last try ended, from the address. */
  said: unknown;
};

/** What somebody has still to accept who is on a placed order. */
export function OwnWaiver({ waiver, path, said }: OwnWaiverProps) {
  const t = useTranslations("attendee.waiver");
  if (!waiver) return null;
  const error = said === "unticked" || said === "changed" ? t(said) : undefined;
  return (
    <Section title={t("title")}>
      <p className="mt-2">{t("lead")}</p>
      <p className="mt-3 max-w-prose whitespace-pre-line wrap-anywhere">
        <Words lang={waiver.lang}>{waiver.text}</Words>
      </p>
      <form action={`${path}/waiver`} method="post" className="mt-3" noValidate>
        <input type="hidden" name="waiver" value={waiver.key} />
        <Checkbox name="acceptsWaiver" error={error}>
          {t("accept")}
        </Checkbox>
        <Button look="primary" type="submit" className="mt-3">
          {t("send")}
        </Button>
      </form>
    </Section>
  );
}
