/** Says where to look: the demo's three addresses, else the portal's own. */
export function announce(env) {
  if (!env.isDemo) return console.log(`\nFoyer is ready: ${env.publicUrl}\n`);
  console.log(`
Foyer is ready. This is the demo: nothing leaves this machine, no money moves. Begin at ${env.publicUrl}

  1. Indico's registrants, with the payment link   ${env.publicUrl}/sandbox/indico
  2. The mailbox: every mail that would be sent    ${env.publicUrl}/sandbox/mailbox
  3. The staff's pages                             ${env.publicUrl}/admin

Stop with Ctrl+C.
`);
}
