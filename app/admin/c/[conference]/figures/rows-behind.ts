/** What a figure counts, as the parameters of the list of registrations. */
export type RowsBehind = Partial<
  Record<"state" | "money" | "category" | "service" | "country" | "way" | "presence", string>
>;

/** The list of registrations that a figure counts. */
export function rowsBehind(slug: string, behind: RowsBehind): string {
  return `/admin/c/${slug}/registrations?${new URLSearchParams(behind)}`;
}
