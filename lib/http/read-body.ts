import "server-only";
import { err, ok, type Result } from "@/lib/result";

/** The bytes of a request's body, which may be at most `maxBytes` long; a longer one is not read to its end. */
export async function readBodyBytes(
  request: Request,
  maxBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>, "too-large">> {
  if (Number(request.headers.get("content-length")) > maxBytes) return err("too-large");
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return err("too-large");
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/** The text of a request's body, as `readBodyBytes`. */
export async function readBody(request: Request, maxBytes: number): Promise<Result<string, "too-large">> {
  const body = await readBodyBytes(request, maxBytes);
  return body.ok ? ok(new TextDecoder().decode(body.value)) : body;
}
