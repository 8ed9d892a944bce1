import "server-only";
import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the parameters that OWASP's password storage sheet gives first. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Shorter ones are refused; longer ones too, since a hash of a megabyte is an attack. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

let nobodysHash: Promise<string> | undefined;

/** Whether the password is right. Without a stored hash (no such person) it takes the same time and is wrong. */
export async function isRightPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword("nobody has this password");
  const isRight = await verify(stored ?? (await nobodysHash), password.normalize("NFKC"));
  return isRight && stored !== null;
}

const SYLLABLES =
  "ba be bi bo bu da de di do du fa fe fi fo ga ge gi go gu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze zi zo".split(
    " ",
  );

/** A password that can be read over the telephone: four words of three syllables, 73 bits. */
export function newPassword(): string {
  const word = () => Array.from({ length: 3 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join("");
  return Array.from({ length: 4 }, word).join("-");
}
