"use client";

import { cx } from "class-variance-authority";
import { Volume2, VolumeX } from "lucide";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Toast } from "@/components/ui/toast";
import { AnswerCard } from "./answer-card";
import { Camera } from "./camera";
import { DoorForm, type DoorSetting } from "./door-form";
import { ByDoor, People, Recent } from "./door-lists";
import { prepareSounds } from "./sounds";
import { type DoorStart, useDoor } from "./use-door";

type DoorDeskProps = { setting: DoorSetting; doors: readonly string[]; question: string; start: DoorStart };

/**
 * A door: the camera, the field that scanners and people type into, the answer, and who came last. Without a script
 * every form of it works by itself.
 */
export function DoorDesk({ setting, doors, question, start }: DoorDeskProps) {
  const t = useTranslations("admin-check-in");
  const { answer, presence, people, now, isMuted, lookUp, send, scan, next, mute } = useDoor(
    setting.base,
    setting.door,
    start,
  );
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  const field = useRef<HTMLInputElement>(null);
  const [lastIn, setLastIn] = useState<{ publicId: string; name: string } | null>(null);
  useEffect(() => {
    if (answer?.kind === "in") setLastIn(answer.person);
    else if (answer?.kind === "undone") setLastIn(null);
  }, [answer]);

  const submit = (event: FormEvent<HTMLElement>) => {
    const form = event.target as HTMLFormElement;
    if (!form.hasAttribute("data-door")) return;
    event.preventDefault();
    prepareSounds();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    void send(form.getAttribute("action") ?? "", body);
    // The next ticket is typed over this one, at once.
    if (form.contains(field.current)) field.current?.select();
  };
  const goOn = () => {
    next();
    lookUp("");
    if (field.current) {
      field.current.value = "";
      field.current.focus();
    }
  };

  return (
    <div className="mt-4 grid gap-x-8 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]" onSubmit={submit}>
      <div
        className={cx(
          "flex min-w-0 flex-col border border-edge border-t-4 border-t-conference bg-sheet",
          answer && "max-lg:fixed max-lg:inset-0 max-lg:z-10 max-lg:overflow-y-auto max-lg:border-x-0",
        )}
      >
        <p className="flex items-center justify-between gap-3 px-4 py-2">
          <b className="min-w-0 break-words">{setting.door || t("door.none")}</b>
          <span className="num shrink-0">
            {t.rich("present", {
              present: presence.present,
              expected: presence.expected,
              b: (words) => <b data-present>{words}</b>,
            })}
          </span>
        </p>
        {hasScript && (
          <div className="border-rule border-t py-1">
            <Camera onCode={scan} />
          </div>
        )}
        <DoorForm setting={setting} to="scan" className="border-rule border-t px-4 py-3">
          <label htmlFor="code" className="font-semibold">
            {t("field.label")}
          </label>
          <div className="mt-1.5 flex gap-2">
            <input
              ref={field}
              id="code"
              name="code"
              type="text"
              defaultValue={question}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="go"
              aria-describedby="code-hint"
              onChange={(event) => lookUp(event.target.value)}
              className="min-h-control w-full min-w-0 rounded border border-edge bg-sheet px-3 py-2 text-md"
            />
            <Button type="submit" size="middle">
              {t("field.submit")}
            </Button>
          </div>
          <p id="code-hint" className={cx("mt-1 text-xs text-ink-soft", answer && "max-lg:hidden")}>
            {t("field.hint")}
          </p>
        </DoorForm>
        {people && <People people={people} setting={setting} />}
        {answer && !people && <AnswerCard answer={answer} setting={setting} now={now} onNext={goOn} />}
      </div>
      <div className="min-w-0">
        <Recent recent={presence.recent} setting={setting} now={now} />
        <ByDoor doors={presence.doors} />
        <DoorName setting={setting} doors={doors} />
        {hasScript && (
          <Button size="middle" look="quiet" aria-pressed={!isMuted} onClick={() => mute(!isMuted)} className="mt-4">
            <Icon of={isMuted ? VolumeX : Volume2} className="size-5" />
            {isMuted ? t("sound.off") : t("sound.on")}
          </Button>
        )}
      </div>
      {lastIn && !answer && (
        <Toast
          key={lastIn.publicId}
          undo={
            <DoorForm setting={setting} to="undo" values={{ registration: lastIn.publicId }}>
              <button type="submit">{t("deeds.undo")}</button>
            </DoorForm>
          }
        >
          {t("toast", { name: lastIn.name })}
        </Toast>
      )}
    </div>
  );
}

/** Names the door that this browser stands at; names that others gave are offered. */
function DoorName({ setting, doors }: { setting: DoorSetting; doors: readonly string[] }) {
  const t = useTranslations("admin-check-in.door");
  return (
    <form action={`${setting.base}/door`} method="post" className="mt-6 max-w-80">
      <label htmlFor="door" className="font-semibold">
        {t("name")}
      </label>
      <p id="door-hint" className="text-xs text-ink-soft">
        {t("hint")}
      </p>
      <div className="mt-1.5 flex gap-2">
        <input
          id="door"
          name="door"
          list="doors"
          defaultValue={setting.door}
          maxLength={40}
          autoComplete="off"
          aria-describedby="door-hint"
          className="min-h-control w-full min-w-0 rounded border border-edge bg-sheet px-3 py-2 text-md"
        />
        <Button type="submit" size="middle">
          {t("keep")}
        </Button>
      </div>
      <datalist id="doors">
        {doors.map((door) => (
          <option key={door} value={door} />
        ))}
      </datalist>
    </form>
  );
}
