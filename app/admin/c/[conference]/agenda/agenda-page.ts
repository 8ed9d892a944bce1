/** The agenda, or the page of one session, by address. */
export function agendaPage(slug: string, publicId?: string): string {
  const page = `/admin/c/${encodeURIComponent(slug)}/agenda`;
  return publicId === undefined ? page : `${page}/${encodeURIComponent(publicId)}`;
}
