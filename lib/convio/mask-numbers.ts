/** Card numbers and the like: 12 to 19 digits, with or without blanks and hyphens between. */
const LONG_NUMBER = /\d(?:[ -]?\d){7,14}([ -]?\d){4}/g;

/** A text in which no card number can stand: of a long number the last four digits stay, as the server API wants it. */
export function maskNumbers(text: string): string {
  return text.replace(LONG_NUMBER, (number) => {
    const digits = number.replace(/\D/g, "");
    return "*".repeat(digits.length - 4) + digits.slice(-4);
  });
}
