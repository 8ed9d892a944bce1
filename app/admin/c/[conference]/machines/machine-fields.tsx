import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { TextArea } from "@/components/ui/text-area";
import type { MachineKind } from "./machine-form";

export type MachineValues = { entries: string; trustsIds: boolean; listsPeople: boolean };

/** What a credential may, as a form. `error` is about the list. */
export function MachineFields({
  kind,
  values,
  error,
}: {
  kind: MachineKind;
  values: MachineValues;
  error: string | undefined;
}) {
  const t = useTranslations("admin-machines.form");
  return (
    <>
      <TextArea
        name="entries"
        label={t(`entries.${kind}`)}
        hint={t(`entries-hint.${kind}`)}
        optional={kind === "convio_client"}
        defaultValue={values.entries}
        error={error}
        rows={4}
      />
      {kind === "convio_client" && (
        <>
          <Checkbox name="trustsIds" defaultChecked={values.trustsIds} hint={t("trusts-ids-hint")} optional>
            {t("trusts-ids")}
          </Checkbox>
          <Checkbox name="listsPeople" defaultChecked={values.listsPeople} hint={t("lists-people-hint")} optional>
            {t("lists-people")}
          </Checkbox>
        </>
      )}
    </>
  );
}
