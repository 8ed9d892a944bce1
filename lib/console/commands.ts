import "server-only";
import type { Command } from "./command";
import { audit } from "./commands/audit";
import { conference } from "./commands/conference";
import { credential } from "./commands/credential";
import { feed } from "./commands/feed";
import { indico } from "./commands/indico";
import { ledger } from "./commands/ledger";
import { staff } from "./commands/staff";

/** Every command of `npm run foyer`, by its name. */
export const COMMANDS: Record<string, Command> = { conference, staff, credential, indico, ledger, audit, feed };
