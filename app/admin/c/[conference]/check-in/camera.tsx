"use client";

import { Camera as CameraIcon, CameraOff, Flashlight, SwitchCamera } from "lucide";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { makeReader } from "./read-code";

/** Between two looks at the picture. */
const EVERY_MS = 150;
/** The same ticket is still held to the camera. */
const SAME_CODE_MS = 4_000;

type Problem = "denied" | "none" | "busy" | "insecure" | "other";

/** Scans tickets with a camera of this device, the one at its back first. */
export function Camera({ onCode }: { onCode: (code: string) => void }) {
  const t = useTranslations("admin-check-in.camera");
  const [isOn, setOn] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const start = () => {
    setProblem(null);
    setOn(true);
  };
  return (
    <div className="grid gap-2">
      {isOn && (
        <Picture
          onCode={onCode}
          onProblem={(what) => {
            setOn(false);
            setProblem(what);
          }}
        />
      )}
      {problem && (
        <Note tone="bad" role="alert" className="m-3">
          {t(`problems.${problem}`)}
        </Note>
      )}
      <Button
        size="middle"
        look="quiet"
        onClick={() => (isOn ? setOn(false) : start())}
        className="justify-self-center"
      >
        <Icon of={isOn ? CameraOff : CameraIcon} className="size-5" />
        {isOn ? t("stop") : t("start")}
      </Button>
    </div>
  );
}

type PictureProps = { onCode: (code: string) => void; onProblem: (problem: Problem) => void };

function Picture({ onCode, onProblem }: PictureProps) {
  const t = useTranslations("admin-check-in.camera");
  const video = useRef<HTMLVideoElement>(null);
  const [side, setSide] = useState<"environment" | "user">("environment");
  const [light, setLight] = useState<"none" | "off" | "on">("none");
  const track = useRef<MediaStreamTrack | null>(null);
  const told = useRef({ onCode, onProblem });
  told.current = { onCode, onProblem };

  useEffect(() => {
    const over = new AbortController();
    void look(video.current, side, over.signal, {
      onCode: (code) => told.current.onCode(code),
      onTrack: (opened) => {
        track.current = opened;
        setLight(hasLight(opened) ? "off" : "none");
      },
    }).catch((error: unknown) => {
      if (!over.signal.aborted) told.current.onProblem(problemOf(error));
    });
    return () => over.abort();
  }, [side]);

  const switchLight = async () => {
    const next = light === "on" ? "off" : "on";
    const torch = { advanced: [{ torch: next === "on" } as MediaTrackConstraintSet] };
    await track.current?.applyConstraints(torch).then(
      () => setLight(next),
      () => setLight("none"),
    );
  };
  const tool = "absolute bottom-2 border-door-ok-ink/60 bg-transparent text-door-ok-ink hover:bg-transparent";
  return (
    <div className="relative bg-door-again-ink">
      <video ref={video} aria-label={t("label")} playsInline muted className="h-51 w-full object-cover" />
      {light !== "none" && (
        <Button
          aria-label={t("light")}
          aria-pressed={light === "on"}
          onClick={switchLight}
          className={`${tool} left-2`}
        >
          <Icon of={Flashlight} className="size-5" />
        </Button>
      )}
      <Button
        aria-label={t("other")}
        onClick={() => setSide(side === "user" ? "environment" : "user")}
        className={`${tool} right-2`}
      >
        <Icon of={SwitchCamera} className="size-5" />
      </Button>
    </div>
  );
}

type Watcher = { onCode: (code: string) => void; onTrack: (track: MediaStreamTrack) => void };

/** Opens a camera and reads codes until it is over; then the camera is let go. @throws what the browser says */
async function look(video: HTMLVideoElement | null, facingMode: string, over: AbortSignal, watcher: Watcher) {
  if (!video) return;
  if (!navigator.mediaDevices) throw new DOMException("no camera here", "SecurityError");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode }, audio: false });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (over.aborted) return close();
  over.addEventListener("abort", close);
  const [track] = stream.getVideoTracks();
  if (track) watcher.onTrack(track);
  video.srcObject = stream;
  await video.play();
  const read = await makeReader();
  let last = { code: "", at: 0 };
  while (!over.aborted) {
    const code = await read(video).catch(() => null);
    const now = performance.now();
    if (code && !over.aborted) {
      if (code !== last.code || now - last.at > SAME_CODE_MS) watcher.onCode(code);
      last = { code, at: now };
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

function hasLight(track: MediaStreamTrack): boolean {
  return "torch" in (track.getCapabilities?.() ?? {});
}

const PROBLEMS: Record<string, Problem> = {
  NotAllowedError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
  SecurityError: "insecure",
};

function problemOf(error: unknown): Problem {
  return (error instanceof DOMException && PROBLEMS[error.name]) || "other";
}
