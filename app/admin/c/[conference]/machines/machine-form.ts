import type { ConvioCredentialSettings } from "@/lib/credentials/convio-credentials";
import { type FormValues, singleValue } from "@/lib/http/form-values";

export const KINDS = ["convio_client", "convio_server"] as const;
export type MachineKind = (typeof KINDS)[number];

/** The kind of an address or a form, "client" or "server". */
export function readKind(text: unknown): MachineKind {
  return text === "server" || text === "convio_server" ? "convio_server" : "convio_client";
}

/** What the form says of a credential; a list has an entry a line. */
export function readSettings(kind: MachineKind, form: FormValues): ConvioCredentialSettings {
  const entries = singleValue(form, "entries")
    .split(/[\s,]+/)
    .filter(Boolean);
  if (kind === "convio_server") return { kind, allowedAddresses: entries };
  const isTicked = (name: string) => singleValue(form, name) === "yes";
  return { kind, allowedHosts: entries, trustsIds: isTicked("trustsIds"), listsPeople: isTicked("listsPeople") };
}
