/** The mail that an address names; 0, which none has, for what is no number. */
export function readMailId(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
}
