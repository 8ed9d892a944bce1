import "server-only";
import { readXml } from "@/lib/convio/read-xml";
import { readBodyBytes } from "@/lib/http/read-body";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { ok, type Result } from "@/lib/result";

export const LARGEST_BODY_BYTES = 64 * 1024;
const MOST_PARAMETERS = 200;
/** Names whose letters are of ours; what else a client sends is kept as it wrote it, to be named as ignored. */
const lower = (name: string) => name.trim().toLowerCase();

/** Where a parameter stood: a password in the URL is not what one in the body is. */
export type Part = "url" | "body";

/** The parameters of a call by their names in small letters; of one that occurs twice the first that is not empty counts. */
export class Parameters {
  readonly #values = new Map<string, { name: string; value: string; part: Part }>();
  readonly #read = new Set<string>();

  add(name: string, value: string, part: Part): void {
    const key = lower(name);
    if (key === "" || value.trim() === "" || this.#values.has(key)) return;
    this.#values.set(key, { name: name.trim(), value: value.trim(), part });
  }

  get(name: string): string | undefined {
    return this.find(name)?.value;
  }

  find(name: string): { value: string; part: Part } | undefined {
    this.#read.add(lower(name));
    return this.#values.get(lower(name));
  }

  /** All of them, as the client named them. */
  all(): { name: string; value: string; part: Part }[] {
    return [...this.#values.values()];
  }

  /** Whether one of them has a NUL, which no text of the database may hold. */
  hasNul(): boolean {
    return [...this.#values.values()].some(({ value }) => value.includes("\0"));
  }

  /** Names that nothing asked for. */
  ignored(): string[] {
    return [...this.#values].filter(([key]) => !this.#read.has(key)).map(([, { name }]) => name);
  }
}

/**
 * The parameters of a call, from its body (urlencoded, one flat JSON object, or one flat XML element) and its query
 * string, the body first. A percent sign that begins no escape stands for itself. Refused: a body that cannot be read, and
 * a NUL in any value.
 */
export async function readParameters(request: Request): Promise<Result<Parameters, LenosRefusal>> {
  const parameters = new Parameters();
  const read = request.method === "POST" ? await readBody(parameters, request) : ok(undefined);
  if (!read.ok) return read;
  addPairs(parameters, new URL(request.url).search.slice(1), "url");
  return parameters.hasNul() ? refuse("bad_request", "A parameter holds the character U+0000.") : ok(parameters);
}

async function readBody(parameters: Parameters, request: Request): Promise<Result<void, LenosRefusal>> {
  const body = await readBodyBytes(request, LARGEST_BODY_BYTES);
  if (!body.ok) return refuse("too_large", "The body may have at most 64 kB.");
  const text = new TextDecoder().decode(body.value);
  return text.trim() === "" ? ok(undefined) : addBody(parameters, text, request.headers.get("content-type") ?? "");
}

function addBody(parameters: Parameters, text: string, type: string): Result<void, LenosRefusal> {
  const plain = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (plain === "" || plain === "application/x-www-form-urlencoded") {
    addPairs(parameters, text, "body");
    return ok(undefined);
  }
  if (/^application\/([\w.-]+\+)?json$/.test(plain)) return addJson(parameters, text);
  if (/^(text|application)\/([\w.-]+\+)?xml$/.test(plain)) return addXml(parameters, text);
  return refuse("unsupported_type", "Send a form, JSON or XML.");
}

function addPairs(parameters: Parameters, text: string, part: Part): void {
  const repaired = text
    .split("&", MOST_PARAMETERS)
    .join("&")
    .replace(/%(?![0-9a-f]{2})/gi, "%25");
  for (const [name, value] of new URLSearchParams(repaired)) parameters.add(name, value, part);
}

function addJson(parameters: Parameters, text: string): Result<void, LenosRefusal> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return refuse("bad_request", "The JSON body must be one flat object.");
  }
  for (const [name, value] of Object.entries(parsed).slice(0, MOST_PARAMETERS)) {
    if (["string", "number", "boolean"].includes(typeof value)) parameters.add(name, String(value), "body");
  }
  return ok(undefined);
}

function addXml(parameters: Parameters, text: string): Result<void, LenosRefusal> {
  const root = readXml(text);
  if (!root.ok) return refuse("bad_request", "The XML body must be well-formed, without DOCTYPE, and have one root.");
  for (const { name, text: value } of root.value.children.slice(0, MOST_PARAMETERS))
    parameters.add(name, value, "body");
  return ok(undefined);
}

export type LenosFormat = "json" | "xml";

/**
 * The format of the answer: as the path's suffix says, else `format`, else what `Accept` prefers; JSON where all are
 * silent or equal. Refused: a format that is none, an `Accept` that takes neither.
 */
export function chooseFormat(
  suffix: LenosFormat | null,
  format: string | undefined,
  accept: string | null,
): Result<LenosFormat, LenosRefusal> {
  if (suffix) return ok(suffix);
  if (format !== undefined) {
    const wanted = format.toLowerCase();
    return wanted === "json" || wanted === "xml" ? ok(wanted) : refuse("bad_request", "format is json or xml.");
  }
  if (accept === null || accept.trim() === "") return ok("json");
  const json = qualityOf(accept, ["application/json"]);
  const xml = qualityOf(accept, ["application/xml", "text/xml"]);
  if (json === 0 && xml === 0) return refuse("not_acceptable", "Accept application/json or application/xml.");
  return ok(xml > json ? "xml" : "json");
}

/** The best quality that an `Accept` header gives to one of the types; the most exact range counts (RFC 9110, 12.5.1). */
function qualityOf(accept: string, types: readonly string[]): number {
  const ranges = accept.split(",").map((entry) => {
    const [range = "", ...more] = entry.split(";").map((part) => part.trim().toLowerCase());
    const quality = more.map((part) => /^q=([\d.]+)$/.exec(part)?.[1]).find((value) => value !== undefined);
    return { range, quality: Math.min(1, Number(quality ?? 1)) || 0 };
  });
  const ofType = (type: string) => {
    for (const wanted of [type, `${type.split("/", 1)[0]}/*`, "*/*"]) {
      const found = ranges.find(({ range }) => range === wanted);
      if (found) return found.quality;
    }
    return 0;
  };
  return Math.max(...types.map(ofType));
}
