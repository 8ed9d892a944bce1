/** What is wrong with one field of a form; the page owns the sentence. */
export type FieldError<Key extends string = string> = { readonly key: Key; readonly code: FieldErrorCode };

export type FieldErrorCode =
  | "required"
  | "too-long"
  | "not-allowed-character"
  | "not-a-choice"
  | "not-a-date"
  | "not-a-country"
  | "not-an-email"
  | "not-a-phone"
  | "consent-needed"
  | "file-too-large"
  | "file-type"
  | "too-many-files";
