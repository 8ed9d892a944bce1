import "server-only";
import { err, ok, type Result } from "@/lib/result";

/** The text of a request's body, which may be at most `maxBytes` long; a longer one is not read to its end. */
export async function readBody(request: Request, maxBytes: number): Promise<Result<string, "too-large">> {
  if (Number(request.headers.get("content-length")) > maxBytes) return err("too-large");
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return err("too-large");
    text += decoder.decode(chunk, { stream: true });
  }
  return ok(text + decoder.decode());
}
