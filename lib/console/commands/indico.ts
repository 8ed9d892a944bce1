import "server-only";
import { parseArgs } from "node:util";
import type { Command, ExitCode, Io } from "@/lib/console/command";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { type ConnectionFinding, explainConnection } from "@/lib/indico/explain-connection";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { syncWithIndico } from "@/lib/registration/sync-with-indico";

const TEST_MS = 60_000;

export const indico: Command = {
  summary: "Test the connection to Indico, compare all registrations with it",
  usage: `npm run foyer -- indico test [<slug>]
npm run foyer -- indico sync <slug>

test   tries all that Foyer needs of a conference's Indico, and says what to mend. Writes nothing to registrations.
sync   sends the jobs that read every registration anew and compare what Indico shows with what it shall show. Nothing
       is written to Indico where the two agree. The worker does them in the background.`,

  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const [what, slug, ...rest] = positionals;
    if ((what !== "test" && what !== "sync") || rest.length || (what === "sync" && !slug)) {
      io.note(indico.usage);
      return 2;
    }
    const client = await db();
    const where = { indicoUrl: { not: null }, ...(slug ? { slug } : {}) };
    const conferences = await client.conference.findMany({ where, orderBy: { id: "asc" } });
    if (!conferences.length) {
      io.note(slug ? `There is no conference "${slug}" with an Indico.` : "No conference has an Indico.");
      return 1;
    }
    let code: ExitCode = 0;
    for (const conference of conferences) {
      if (what === "sync") await sync(conference.id, io);
      else if (!(await test(conference, io))) code = 1;
    }
    return code;
  },
};

async function sync(conferenceId: number, io: Io): Promise<void> {
  const sent = await syncWithIndico(conferenceId, (done) => io.note(`${done} registrations`));
  io.out(`Jobs are on their way for ${sent.read} registrations to read and ${sent.compare} to compare.`);
}

/** @returns whether everything that has to work does */
async function test({ id, slug }: { id: number; slug: string }, io: Io): Promise<boolean> {
  const tied = await indicoOf(id);
  if (!tied) {
    io.out(`${slug}\tfailed\tThere is no token that opens, in the conference file or in INDICO_TOKEN. Give one.`);
    return false;
  }
  const expected = { eventId: tied.eventId, formId: tied.formId, portalUrl: env().publicUrl };
  io.note(`Asking ${tied.site.baseUrl}`);
  const { findings } = await explainConnection(tied.site, expected, { now: new Date(), timeoutMs: TEST_MS });
  const explained = findings.map((finding) => explain(finding, expected.portalUrl));
  for (const { verdict, words } of explained) io.out(`${slug}\t${verdict}\t${words}`);
  return explained.every(({ verdict }) => verdict !== "failed");
}

/** What Indico puts a registrant's codes into. */
const LINK_CODES = "/pay?codes={event_id}.{registration_id}.{registration_db_id}.{registration_form_id}|{email:url}";

type Explained = { verdict: "good" | "check" | "failed"; words: string };

const good = (words: string): Explained => ({ verdict: "good", words });
const check = (words: string): Explained => ({ verdict: "check", words });
const failed = (words: string): Explained => ({ verdict: "failed", words });

/** What was found, and what to do about it. */
function explain(finding: ConnectionFinding, portalUrl: string): Explained {
  switch (finding.code) {
    case "connected":
      return good(
        finding.api === "check-in" ? "Connected, with the check-in API (3.3)." : "Connected, Indico before 3.3.",
      );
    case "certificate-good":
      return good(`The certificate is good for ${finding.daysLeft} days.`);
    case "unreachable":
      return failed("Indico does not answer. Check the address and the network between.");
    case "timed-out":
      return failed("Indico answers too slowly. Try again; if it stays, ask who runs it.");
    case "server-error":
      return failed("Indico answers with an error of its own. Ask who runs it.");
    case "not-indico":
      return failed("What answers is not Indico. Check the address.");
    case "certificate-expired":
      return failed(`Indico's certificate expired ${-finding.daysLeft} days ago. It has to be renewed.`);
    case "certificate-wrong":
      return failed("Indico's certificate is for another name or by an unknown authority.");
    case "redirected":
      return failed(`The address leads on to ${finding.to}. Put that one into the conference file.`);
    case "token-wrong":
      return failed("Indico does not know the token. Make a new one and import it.");
    case "scope-missing":
      return failed(`The token lacks the scope "${finding.scope}". Add it in Indico.`);
    case "rights-missing":
      return failed("The token's user may not manage the event's registrations. Give the right in Indico.");
    case "event-not-found":
      return failed(`Indico has no event ${finding.eventId}. Correct the conference file.`);
    case "form-not-found": {
      const forms = finding.forms.map(({ id, title }) => `${id} (${title})`).join(", ") || "none";
      return failed(`The event has no form ${finding.formId}. It has: ${forms}.`);
    }
    case "paid-cannot-be-written":
      return failed(`Indico before 3.3 needs the scope "${finding.scope}" to be told "paid". Add it to the token.`);
    case "form-price-zero":
      return failed('The form costs nothing in Indico, so it cannot show "paid". A nominal price is enough.');
    case "payment-method-off":
      return failed("Bank Transfer is not enabled for the event. Enable it in Indico.");
    case "payment-link-missing":
      return failed(`The Bank Transfer text has no link to this portal. Put this into it: ${portalUrl}${LINK_CODES}`);
    case "price-not-readable":
      return check("The token may not read the form's price. It has to be above 0: look in Indico.");
    case "payment-text-not-readable":
      return check("The token may not read the payment text. It has to carry the link: look in Indico.");
  }
}
