/**
 * ISO 7064 MOD 97-10 over letters and digits, A = 10 to Z = 35: what IBANs and creditor references are checked by.
 * 97 is prime and larger than any digit or letter value, so no change of one digit goes unseen.
 */
export function mod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** In groups of four, as people read and type them: "RF18 5390 0754 7034". */
export function inGroupsOfFour(text: string): string {
  return text.replace(/.{4}(?=.)/g, "$& ");
}
