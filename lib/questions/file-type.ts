/** First bytes of what may be uploaded; the list is `FILE_TYPES`. */
const SIGNATURES: readonly (readonly [type: string, bytes: readonly number[]])[] = [
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a file is by its first bytes, whatever its name and its sender say; "" for anything that is not uploaded here. */
export function fileTypeOf(bytes: Uint8Array): string {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte));
  return found?.[0] ?? "";
}
