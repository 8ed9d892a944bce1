import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";
import { findUsers } from "@/lib/conference/edit-item";
import type { LoadedSetup, SetupRow } from "@/lib/conference/load-setup";
import type { ListName } from "@/lib/conference/rename-item";
import type { AtDesk } from "../../../../guard";
import { listPage } from "./lists";

type DeleteSectionProps = {
  at: AtDesk;
  list: ListName;
  row: SetupRow;
  loaded: LoadedSetup;
  sold: { holding: number } | null;
  uses: number;
  answers: number;
  booked: number;
};

/** Deleting what nobody bought, booked or answered; of anything else how many did, and the way that breaks nothing. */
export function DeleteSection({ at, list, row, loaded, sold, uses, answers, booked }: DeleteSectionProps) {
  const t = useTranslations("admin-catalogue.delete");
  const action = `${listPage(at.conference.slug, list)}/act`;
  const taken = loaded.quotas.find(({ id }) => list === "quotas" && id === row.id);
  const places = taken ? taken.sold + taken.held : 0;
  const users = findUsers(loaded.setup, list, row.name);
  const isBound = uses > 0 || answers > 0 || places > 0 || booked > 0;
  return (
    <Section title={t("title")} className="mt-12">
      {isBound && (
        <p className="mt-2 max-w-prose">
          {uses > 0 && t("sold", { uses, holding: sold?.holding ?? 0 })}
          {answers > 0 && t("answered", { answers })}
          {places > 0 && t("taken", { places })}
          {booked > 0 && t("booked", { booked })}
        </p>
      )}
      {list !== "quotas" && "isActive" in row.item && (isBound || !row.item.isActive) && (
        <form action={action} method="post" className="mt-3">
          <input type="hidden" name="id" value={row.id} />
          {row.item.isActive ? (
            <Button type="submit" name="act" value="deactivate" size="middle" look="danger">
              {t(list === "questions" ? "stop-asking" : "stop-selling")}
            </Button>
          ) : (
            <Button type="submit" name="act" value="activate" size="middle">
              {t(list === "questions" ? "ask-again" : "sell-again")}
            </Button>
          )}
        </form>
      )}
      {!isBound && users.length > 0 && <p className="mt-2">{t("used-by", { names: users.join(", ") })}</p>}
      {!isBound && users.length === 0 && (
        <form action={action} method="post" className="mt-3 flex flex-wrap items-end gap-3">
          <input type="hidden" name="id" value={row.id} />
          <div className="w-64 max-w-full">
            <TextInput name="confirm" label={t("confirm", { name: row.name })} autoComplete="off" code />
          </div>
          <Button type="submit" name="act" value="delete" size="middle" look="danger" className="mb-0.5">
            {t(`act.${list}`)}
          </Button>
        </form>
      )}
    </Section>
  );
}
