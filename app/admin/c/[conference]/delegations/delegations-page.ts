/** The list of delegations, or the page of one, by address. */
export function delegationsPage(slug: string, publicId?: string): string {
  const page = `/admin/c/${encodeURIComponent(slug)}/delegations`;
  return publicId === undefined ? page : `${page}/${encodeURIComponent(publicId)}`;
}
