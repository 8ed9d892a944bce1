/** What the details form asks of everybody; each can come from Indico. */
export const PROFILE_FIELDS = [
  "title",
  "firstName",
  "lastName",
  "affiliation",
  "position",
  "phone",
  "address",
  "country",
  "invoiceName",
  "vatNumber",
  "invoiceOrderNumber",
] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];
export type Profile = Record<ProfileField, string>;
