/** What is needed to name a registration by its number. */
type Numbered = { number: number; indicoFriendlyId: number | null; isConfirmed: boolean };

/**
 * The number that stands wherever people read "Registration": on pages, badge, documents and mails. Whoever came from
 * Indico has Indico's number, which its pages and mails show too; who did not, in a conference that is tied to Indico,
 * has ours with an F before it, so that no two people have the same.
 */
export function shownNumber(
  { number, indicoFriendlyId, isConfirmed }: Numbered,
  { indicoEventId }: { indicoEventId: number | null },
): string {
  if (indicoFriendlyId !== null && isConfirmed) return String(indicoFriendlyId);
  return indicoEventId === null ? String(number) : `F${number}`;
}
