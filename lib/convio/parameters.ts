import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import type { Parameters } from "@/lib/convio/method";
import { readBodyBytes } from "@/lib/http/read-body";
import { ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

/** A document of 128 KiB can triple when it is urlencoded. */
export const LARGEST_BODY_BYTES = 512 * 1024;
const MOST_PARAMETERS = 200;
/** Clients that write JSON write its document as an object too. */
const DOCUMENT = "registration_document";

type Pair = readonly [name: string, value: string];

/** Parameters of the query string alone: what is known of a call whose body cannot be read. */
export function readQuery(search: string): Parameters {
  return merge(decodePairs(Buffer.from(search.replace(/^\?/, "")), "utf-8"));
}

/**
 * The parameters of a call from its query string and its body, in every way that clients send them: urlencoded (a body
 * without a type too), multipart with text parts, or one flat JSON object, in which a document may be an object. Of a name that occurs twice the first that
 * is not empty counts, the query string before the body; empty is absent.
 */
export async function readParameters(request: Request): Promise<Result<Parameters, ConvioRefusal>> {
  const query = decodePairs(Buffer.from(new URL(request.url).search.slice(1)), "utf-8");
  if (request.method === "GET" || request.method === "HEAD") return ok(merge(query));
  const body = await readBodyBytes(request, LARGEST_BODY_BYTES);
  if (!body.ok) return refuse(2766, "The request is too large: at most 512 KiB.");
  const pairs = await readPairs(body.value, request.headers.get("content-type") ?? "");
  return pairs.ok ? ok(merge([...query, ...pairs.value])) : pairs;
}

async function readPairs(body: Uint8Array<ArrayBuffer>, type: string): Promise<Result<readonly Pair[], ConvioRefusal>> {
  if (body.length === 0) return ok([]);
  if (/^\s*multipart\/form-data/i.test(type)) return readMultipart(body, type);
  if (/^\s*application\/json/i.test(type)) return readFlatJson(body);
  return ok(decodePairs(Buffer.from(body), /;\s*charset="?([\w-]+)/i.exec(type)?.[1] ?? "utf-8"));
}

async function readMultipart(
  body: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Result<readonly Pair[], ConvioRefusal>> {
  try {
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    return ok([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])));
  } catch {
    return refuse(9, "The multipart body cannot be read.");
  }
}

function readFlatJson(body: Uint8Array): Result<readonly Pair[], ConvioRefusal> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(body));
  } catch {
    parsed = null;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return refuse(9, "The JSON body must be one flat object of parameters.");
  }
  return ok(
    Object.entries(parsed).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? [[name, String(value)] as const]
        : name === DOCUMENT && typeof value === "object" && value !== null
          ? [[name, JSON.stringify(value)] as const]
          : [],
    ),
  );
}

/** Old clients send their urlencoded bodies in Latin-1 and say so; what is no text in the encoding becomes U+FFFD. */
function decodePairs(bytes: Buffer, charset: string): Pair[] {
  const decoder = decoderOf(charset);
  const decode = (text: string) => decoder.decode(percentDecode(text.replaceAll("+", " ")));
  const parts = bytes.toString("latin1").split("&", MOST_PARAMETERS);
  return parts.filter(Boolean).map((part) => {
    const equals = part.indexOf("=");
    return equals < 0 ? [decode(part), ""] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
  });
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** A percent sign that begins no escape stands for itself. */
function percentDecode(text: string): Uint8Array {
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, "latin1");
}

function merge(pairs: readonly Pair[]): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of pairs) if (value.trim() !== "" && !parameters.has(name)) parameters.set(name, value);
  return parameters;
}

const LONGEST_TEXT = 255;

/** Texts as they may be kept and looked for, cut to 255 characters; "" when absent. Control characters are refused (9). */
export function readTexts<Name extends string>(
  parameters: Parameters,
  names: readonly Name[],
): Result<Record<Name, string>, ConvioRefusal> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const cut = [...(parameters.get(name)?.trim() ?? "")].slice(0, LONGEST_TEXT).join("");
    const text = cleanText(cut, { maxLength: LONGEST_TEXT });
    if (!text.ok) return refuse(9, `${name} has a character that is not allowed.`);
    texts[name] = text.value;
  }
  return ok(texts as Record<Name, string>);
}

const BOOLEANS: Record<string, boolean> = { true: true, "1": true, false: false, "0": false };

/** An `xsd:boolean` in letters of any case; the fallback when it is absent. */
export function readBoolean(parameters: Parameters, name: string, fallback = false): Result<boolean, ConvioRefusal> {
  const text = parameters.get(name)?.trim().toLowerCase();
  if (!text) return ok(fallback);
  const value = Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text] : undefined;
  return value === undefined ? refuse(9, `${name} must be true or false.`) : ok(value);
}

/** A whole number from 0 to `most`; the fallback when it is absent. */
export function readCount(
  parameters: Parameters,
  name: string,
  { most, fallback }: { most: number; fallback: number },
): Result<number, ConvioRefusal> {
  const text = parameters.get(name)?.trim();
  if (!text) return ok(fallback);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= most ? ok(value) : refuse(9, `${name} must be a whole number from 0 to ${most}.`);
}

/** Stored with the order, otherwise unused (section 2): as large as a column holds. */
const LARGEST_CENTER = 2_147_483_647;

/** `center_id`, which all calls may have and none needs. */
export function readCenter(parameters: Parameters): Result<number, ConvioRefusal> {
  return readCount(parameters, "center_id", { most: LARGEST_CENTER, fallback: 0 });
}
