import "server-only";
import { parseArgs } from "node:util";
import { z } from "zod";
import { changePassword, createStaff, disableStaff, grantRole, type StaffRefusal } from "@/lib/auth/manage-staff";
import { newPassword, SHORTEST_PASSWORD } from "@/lib/auth/password";
import { removeSecondFactor } from "@/lib/auth/second-factor";
import type { Command, ExitCode, Io } from "@/lib/console/command";
import { OPERATOR } from "@/lib/console/operator";
import { OperatorRefusal } from "@/lib/console/operator-refusal";
import { db } from "@/lib/db/client";
import { Role } from "@/lib/db/generated/client";
import type { Result } from "@/lib/result";

const REFUSALS: Record<StaffRefusal, string> = {
  "email-taken": 'There is an account with this address. "staff grant" gives it a role, "staff password" a password.',
  "unknown-conference": 'There is no such conference. "conference list" names them.',
  "unknown-email": 'There is no account with this address. "staff list" shows them.',
  "weak-password": `Give a password of ${SHORTEST_PASSWORD} characters or more.`,
};

const ROLES = Object.values(Role);

export const staff: Command = {
  summary: "Make staff accounts, give roles, set passwords",
  usage: `npm run foyer -- staff create [--email a@example.org] [--name "Amara Okonkwo"] [--role finance] [--conference <slug>]
npm run foyer -- staff grant --email a@example.org --role desk [--conference <slug>]
npm run foyer -- staff password --email a@example.org
npm run foyer -- staff reset-second-factor --email a@example.org
npm run foyer -- staff disable --email a@example.org
npm run foyer -- staff enable --email a@example.org
npm run foyer -- staff list

What is missing is asked for. An empty password makes a new one, shown once; a password may be piped in.
Roles: ${ROLES.join(", ")}. Without --conference a role holds in all conferences.
A new password and "disable" end every session of the account.`,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        conference: { type: "string" },
      },
    });
    const given: Given = { ...values, conferenceSlug: values.conference ?? null };
    switch (positionals.join(" ")) {
      case "create":
        return create(given, io);
      case "grant":
        return grant(given, io);
      case "password":
        return setPassword(given, io);
      case "reset-second-factor":
        return resetSecondFactor(given, io);
      case "disable":
      case "enable":
        return setDisabled(given, positionals[0] === "disable", io);
      case "list":
        return list(io);
      default:
        io.note(staff.usage);
        return 2;
    }
  },
};

type Given = { email?: string; name?: string; role?: string; conferenceSlug: string | null };

async function create(given: Given, io: Io): Promise<ExitCode> {
  refuseWrong(given);
  const email = await readEmail(given, io);
  const name = (given.name ?? (await io.ask("Name: "))).trim();
  if (!name) throw new OperatorRefusal("An account needs a name.");
  const role = await readRole(given, io);
  const password = await readPassword(io);
  const { conferenceSlug } = given;
  const outcome = await createStaff({ email, name, role, conferenceSlug, password: password.value }, OPERATOR);
  if (!outcome.ok) return refuse(REFUSALS[outcome.error], io);
  io.out(`${email} is ${role} in ${conferenceSlug ?? "all conferences"}.`);
  show(password, io);
  return 0;
}

async function grant(given: Given, io: Io): Promise<ExitCode> {
  refuseWrong(given);
  const email = await readEmail(given, io);
  const role = await readRole(given, io);
  const outcome = await grantRole(email, role, given.conferenceSlug, OPERATOR);
  return finish(outcome, `${email} is ${role} in ${given.conferenceSlug ?? "all conferences"}.`, io);
}

async function setPassword(given: Given, io: Io): Promise<ExitCode> {
  const email = await readEmail(given, io);
  const password = await readPassword(io);
  const outcome = await changePassword(email, password.value, OPERATOR, new Date());
  const code = finish(outcome, `${email} has a new password; every session has ended.`, io);
  if (outcome.ok) show(password, io);
  return code;
}

async function setDisabled(given: Given, isDisabled: boolean, io: Io): Promise<ExitCode> {
  const email = await readEmail(given, io);
  const outcome = await disableStaff(email, isDisabled, OPERATOR, new Date());
  return finish(outcome, `${email} is ${isDisabled ? "disabled; every session has ended" : "enabled"}.`, io);
}

/** For somebody who lost the telephone and the recovery codes: they sign in with the password alone, and set it up anew. */
async function resetSecondFactor(given: Given, io: Io): Promise<ExitCode> {
  const email = await readEmail(given, io);
  const client = await db();
  const staffRow = await client.staff.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true },
  });
  if (!staffRow) return refuse(REFUSALS["unknown-email"], io);
  const removed = await removeSecondFactor(staffRow.id, OPERATOR);
  if (!removed.ok) return refuse("This account has no second factor.", io);
  io.out(`${email} has no second factor any more.`);
  return 0;
}

async function list(io: Io): Promise<ExitCode> {
  const client = await db();
  const everybody = await client.staff.findMany({
    orderBy: { email: "asc" },
    include: { roles: { include: { conference: { select: { slug: true } } } } },
  });
  if (!everybody.length) io.note('There is no account yet. "staff create" makes one.');
  for (const { email, name, isDisabled, roles } of everybody) {
    const held = roles.map(({ role, conference }) => `${role} in ${conference?.slug ?? "all conferences"}`);
    io.out([email, name, held.join(", ") || "no role", ...(isDisabled ? ["disabled"] : [])].join("\t"));
  }
  return 0;
}

/** Everything that is wrong with the options, at once and before anything is asked. */
function refuseWrong({ email, role }: Given): void {
  const wrong = [email === undefined ? null : wrongEmail(email), role === undefined ? null : wrongRole(role)];
  const sentences = wrong.filter((sentence) => sentence !== null);
  if (sentences.length) throw new OperatorRefusal(sentences.join("\n"));
}

const Email = z.email();

function wrongEmail(typed: string): string | null {
  return Email.safeParse(typed.trim()).success ? null : `"${typed}" is no e-mail address.`;
}

function wrongRole(typed: string): string | null {
  const isRole = ROLES.some((role) => role === typed.trim());
  return isRole ? null : `There is no role "${typed}". The roles are ${ROLES.join(", ")}.`;
}

async function readEmail(given: Given, io: Io): Promise<string> {
  const email = given.email ?? (await io.ask("E-mail: "));
  refuseWrong({ ...given, email });
  return email.trim().toLowerCase();
}

async function readRole(given: Given, io: Io): Promise<Role> {
  const role = given.role ?? (await io.ask(`Role (${ROLES.join(", ")}): `));
  refuseWrong({ ...given, role });
  return role.trim() as Role; // `refuseWrong` has looked
}

type Password = { value: string; isNew: boolean };

async function readPassword(io: Io): Promise<Password> {
  const typed = await io.ask("Password (empty: a new one is made): ", { hidden: true });
  return typed ? { value: typed, isNew: false } : { value: newPassword(), isNew: true };
}

function show({ value, isNew }: Password, io: Io): void {
  if (isNew) io.out(`Password, shown this once: ${value}`);
}

function finish(outcome: Result<unknown, StaffRefusal>, done: string, io: Io): ExitCode {
  if (!outcome.ok) return refuse(REFUSALS[outcome.error], io);
  io.out(done);
  return 0;
}

function refuse(why: string, io: Io): ExitCode {
  io.note(why);
  return 1;
}
