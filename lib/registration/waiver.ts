type Waived = {
  /** Empty: nothing has to be accepted. */
  readonly waiver: string;
  readonly translations: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;
};

/**
 * Whether somebody accepted what a category demands: the words that it has now, in any of its languages.
 * @param acceptedText what they accepted; empty: nothing
 */
export function hasAccepted({ waiver, translations }: Waived, acceptedText: string): boolean {
  if (waiver === "" || acceptedText === waiver) return true;
  return acceptedText !== "" && Object.values(translations).some((texts) => texts.waiver === acceptedText);
}
