import type { AppSettings } from "@/lib/credentials/app-credentials";
import type { App } from "@/lib/credentials/load-apps";
import type { SyncMode } from "@/lib/db/generated/enums";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { LISTS } from "@/lib/lenos/resources";
import { err, ok, type Result } from "@/lib/result";

export const MODES = ["mirror", "incremental", "safe"] as const satisfies readonly SyncMode[];
export const RESOURCES = LISTS.map(({ name }) => name);
export const SWITCHES = [
  ...(["mayRead", "mayRegister", "seesPersonal", "takesPasswordInUrl"] as const),
  ...(["refusesAs409", "includesTest", "isEnabled"] as const),
];

/** What the form says of an app. Refused while nobody answered how the app treats what is missing. */
export function readAppSettings(form: FormValues): Result<AppSettings, { code: "no-mode" }> {
  const text = (name: string) => singleValue(form, name);
  const mode = readMode(text("mode"));
  if (!mode) return err({ code: "no-mode" });
  const isTicked = (name: string) => text(name) === "yes";
  const own = RESOURCES.map((resource) => [resource, readMode(text(`mode-${resource}`))] as const);
  const order = text("dateOrder");
  return ok({
    ...{ mode, app: text("app") === "other" ? "other" : "spotme" },
    modes: Object.fromEntries(own.flatMap(([resource, one]) => (one && one !== mode ? [[resource, one]] : []))),
    ...{ mayRead: isTicked("mayRead"), mayRegister: isTicked("mayRegister"), seesPersonal: isTicked("seesPersonal") },
    ...{ takesPasswordInUrl: isTicked("takesPasswordInUrl"), refusesAs409: isTicked("refusesAs409") },
    ...{ includesTest: isTicked("includesTest"), isEnabled: isTicked("isEnabled") },
    shape: text("shape") === "bare" ? "bare" : "envelope",
    dateOrder: order === "mdy" || order === "dmy" ? order : null,
    overlapSeconds: readWhole(text("overlapSeconds")),
    readsPerMinute: readWhole(text("readsPerMinute")),
    categories: [form.categories ?? []].flat(),
    consentKey: text("consentKey") || null,
    cancelledPrefix: readPrefix(text("cancelledPrefix")),
    allowedAddresses: text("entries")
      .split(/[\s,]+/)
      .filter(Boolean),
  });
}

/** What the form shows: as it was sent and could not be taken, else as it is stored. */
export type AppValues = (name: string) => string;

/** A new app's: what most have, and no mode. */
export const NEW_APP: AppValues = (name) => NEW_VALUES[name] ?? "";

const NEW_VALUES: Record<string, string> = {
  ...{ app: "spotme", mayRead: "yes", seesPersonal: "yes", mayRegister: "yes", takesPasswordInUrl: "yes" },
  ...{ isEnabled: "yes", overlapSeconds: "900", readsPerMinute: "60", cancelledPrefix: "[Cancelled]" },
};

export function storedValues({ access, allowedAddresses }: App): AppValues {
  const modes = access.modes as Record<string, string>;
  const values: Record<string, string> = {
    ...{ app: access.app, mode: access.mode, shape: access.shape, dateOrder: access.dateOrder ?? "" },
    ...Object.fromEntries(RESOURCES.map((resource) => [`mode-${resource}`, modes[resource] ?? ""])),
    ...Object.fromEntries(SWITCHES.map((name) => [name, access[name] ? "yes" : ""])),
    ...{ overlapSeconds: String(access.overlapSeconds), readsPerMinute: String(access.readsPerMinute) },
    ...{ categories: access.categories.join("\n"), consentKey: access.consentKey ?? "" },
    ...{ cancelledPrefix: access.cancelledPrefix.trim(), entries: allowedAddresses.join("\n") },
  };
  return (name) => values[name] ?? "";
}

export function keptValues(form: FormValues): AppValues {
  return (name) => [form[name] ?? ""].flat().join("\n");
}

function readMode(text: string): SyncMode | null {
  return MODES.find((mode) => mode === text) ?? null;
}

/** What is no whole number is out of every bound. */
function readWhole(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : -1;
}

const LONGEST_PREFIX = 40;

/** It stands before a title, with a blank between; empty: none. */
function readPrefix(text: string): string {
  const plain = text.trim().slice(0, LONGEST_PREFIX);
  return plain && `${plain} `;
}
