type StoredFile = { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> };

/** An uploaded file as an attachment that no browser runs or shows as ours. */
export function fileAnswer(file: StoredFile): Response {
  return new Response(file.bytes, {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, percentEncoded)}`,
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}

/** The characters that RFC 8187 does not allow and `encodeURIComponent` leaves. */
const percentEncoded = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
