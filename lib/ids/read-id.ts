/** A row's id as an address or a form of ours writes it; null for what names no row. */
export function readId(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
