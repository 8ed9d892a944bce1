/** Next calls this once when the server starts, before its first answer; never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openPortalOrExit } = await import("@/lib/portal/open-portal");
  await openPortalOrExit();
}
