import { readFile } from "node:fs/promises";
import type { Bench } from "../bench";

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

export type ProfileSummary = {
  busySeconds: number;
  byPackage: Record<string, string>;
  hottest: Record<string, string>;
};

const SHOWN = 25;

/** What a profile of the whole process holds besides serving: idle time, and waiting for what the start runs first. */
const NOT_SERVING = new Set(["(idle)", "(root)", "(program)", "spawnSync"]);

/** How the web process is started so that it leaves a profile, where one is asked for. */
export function profileOptions({ options, folder }: Bench): string[] {
  return options.profile ? ["--cpu-prof", "--cpu-prof-interval=500", `--cpu-prof-dir=${folder}`] : [];
}

/** Where a V8 CPU profile spent its time, by package and by function. */
export async function summariseProfile(file: string): Promise<ProfileSummary> {
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(file, "utf8")) as Profile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const packages = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    const seconds = (timeDeltas[index] ?? 0) / 1_000_000;
    if (!frame || NOT_SERVING.has(frame.functionName)) return;
    busy += seconds;
    const owner = ownerOf(frame);
    add(packages, owner, seconds);
    add(functions, `${frame.functionName || "(anonymous)"} ${shortUrl(frame.url)}:${frame.lineNumber + 1}`, seconds);
  });
  const share = (map: Map<string, number>) =>
    Object.fromEntries(
      [...map]
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, SHOWN)
        .map(([name, seconds]) => [name, `${((100 * seconds) / busy).toFixed(1)} %`]),
    );
  return { busySeconds: Math.round(busy * 10) / 10, byPackage: share(packages), hottest: share(functions) };
}

function add(map: Map<string, number>, key: string, seconds: number): void {
  map.set(key, (map.get(key) ?? 0) + seconds);
}

function ownerOf({ functionName, url }: Profile["nodes"][number]["callFrame"]): string {
  if (!url) return functionName.startsWith("(") ? functionName : "V8 and Node's C++";
  if (url.startsWith("node:")) return url.split("/").slice(0, 2).join("/");
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url)?.[1];
  if (inPackage === "next")
    return `next ${/next\/dist\/(compiled\/[^/]+|server|shared|client|esm|lib)/.exec(url)?.[1] ?? ""}`;
  return inPackage ?? (url.includes("/.next/") ? `built: ${url.split("/").at(-1)}` : shortUrl(url));
}

function shortUrl(url: string): string {
  return url.replace(/^file:\/\//, "").replace(/^.*\/(node_modules|\.next)\//, "");
}
