/** Whether a card payment is of a card that came straight to us: no page is opened for it, so none has an end. */
export function isDirectCharge({
  checkoutId,
  expiresAt,
}: {
  checkoutId: string | null;
  expiresAt: Date | null;
}): boolean {
  return checkoutId === null && expiresAt === null;
}
