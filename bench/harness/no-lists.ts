/** Stands for `renderLists` in a process that measures what orders cost without the feed. */
export async function renderLists(): Promise<Record<string, never>> {
  return {};
}
