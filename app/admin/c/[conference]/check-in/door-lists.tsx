import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { FoundPerson } from "@/lib/checkin/find-people";
import type { Presence, RecentEntry } from "@/lib/checkin/load-presence";
import { DoorForm, type DoorSetting } from "./door-form";
import { doorTime } from "./door-time";

const ROW = "flex items-center justify-between gap-3 border-rule border-b py-1.5";

/** Who was found by name, each with what may be done. */
export function People({ people, setting }: { people: readonly FoundPerson[]; setting: DoorSetting }) {
  const t = useTranslations("admin-check-in.people");
  if (!people.length) {
    return (
      <div className="p-4">
        <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
      </div>
    );
  }
  return (
    <ul aria-label={t("title")} className="px-4 pt-1 pb-3">
      {people.map((person) => (
        <li key={person.publicId} className={ROW}>
          <span className="min-w-0">
            <b className="break-words">{person.name}</b>
            <small className="block text-ink-soft">
              <span className="num">{person.number}</span> {person.about}
            </small>
          </span>
          {person.isIn ? (
            <span className="flex shrink-0 items-center gap-2">
              <span className="text-ok">{t("in")}</span>
              <UndoButton person={person} setting={setting} />
            </span>
          ) : (
            <DoorForm setting={setting} to="let-in" values={{ registration: person.publicId }} className="shrink-0">
              <Button type="submit" size="middle" aria-label={t("check-in-of", { name: person.name })}>
                {t("check-in")}
              </Button>
            </DoorForm>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Who was let in last, at any door. */
export function Recent({
  recent,
  setting,
  now,
}: {
  recent: readonly RecentEntry[];
  setting: DoorSetting;
  now: number;
}) {
  const t = useTranslations("admin-check-in.recent");
  const locale = useLocale();
  return (
    <section className="mt-6 lg:mt-0">
      <h2 className="text-lg">{t("title")}</h2>
      {recent.length === 0 ? (
        <div className="mt-2">
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        </div>
      ) : (
        <ul className="mt-1 border-rule border-t">
          {recent.map((entry) => {
            const time = doorTime(entry.at, setting.timeZone, locale, now);
            return (
              <li key={entry.id} className={ROW}>
                <span className="min-w-0">
                  <b className="break-words">{entry.name}</b>
                  <small className="num block text-ink-soft">
                    {entry.door ? t("at-door", { time, door: entry.door }) : t("at", { time })}
                  </small>
                </span>
                <UndoButton person={entry} setting={setting} />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** How many are in by each door, where there is more than one. */
export function ByDoor({ doors }: { doors: Presence["doors"] }) {
  const t = useTranslations("admin-check-in");
  if (doors.length < 2) return null;
  return (
    <section className="mt-6">
      <h2 className="text-lg">{t("doors.title")}</h2>
      <ul className="mt-1 border-rule border-t">
        {doors.map(({ door, present }) => (
          <li key={door} className={ROW}>
            <span className="min-w-0 break-words">{door || t("door.unnamed")}</span>
            <b className="num">{present}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

type UndoButtonProps = { person: { publicId: string; name: string }; setting: DoorSetting };

function UndoButton({ person, setting }: UndoButtonProps) {
  const t = useTranslations("admin-check-in");
  return (
    <DoorForm setting={setting} to="undo" values={{ registration: person.publicId }} className="shrink-0">
      <Button type="submit" size="middle" look="quiet" aria-label={t("people.undo-of", { name: person.name })}>
        {t("deeds.undo")}
      </Button>
    </DoorForm>
  );
}
