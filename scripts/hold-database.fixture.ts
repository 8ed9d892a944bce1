import { openPortal } from "@/lib/portal/open-portal";

/** For tests: a process that has the embedded database open and takes commands, as the server does. */
await openPortal({ withConsole: true });
console.log("open");
process.once("SIGTERM", async () => {
  const portal = globalThis as typeof globalThis & { foyerPortal?: { close: () => Promise<void> } };
  await portal.foyerPortal?.close();
  process.exit(0);
});
