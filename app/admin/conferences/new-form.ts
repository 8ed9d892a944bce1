/** The name under which the form of a new conference is kept. */
export const NEW_FORM = "conferences.new";

export const FIELDS_OF_NEW = ["name", "slug", "startsOn", "endsOn", "referencePrefix"] as const;
/** Asked for a conference that copies no other. */
export const FIELDS_OF_EMPTY = ["city", "timeZone", "currency", "organiser", "contactEmail"] as const;
/** A copy lasts as long as the other one, and takes the rest from it. */
export const OPTIONAL_FIELDS: readonly string[] = ["endsOn", ...FIELDS_OF_EMPTY];

/** `code` for what the page says in its reader's language, else `message`. */
export type KeptNew = { problems: { field: string; code: "not-found" | "slug-taken" | null; message: string }[] };
