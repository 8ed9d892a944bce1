import "server-only";
import { db } from "@/lib/db/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { render } from "@/lib/lenos/render";

export const TOKEN_SECONDS = 3_600;

/** Trades a password for a bearer token (256 bits), of which we keep the SHA-256; it ends with its credential. */
export async function answerToken({ access, format, now }: LenosCall): Promise<LenosAnswer> {
  const secret = newSecret();
  const client = await db();
  await client.appToken.create({
    data: {
      ...{ tokenHash: hashSecret(secret), credentialId: access.credentialId },
      expiresAt: new Date(now.getTime() + TOKEN_SECONDS * 1_000),
    },
  });
  const token = { access_token: secret, token_type: "Bearer", expires_in: TOKEN_SECONDS };
  const text = render({ ...token, EventId: String(access.conferenceId) }, format);
  return { status: 200, body: { text }, headers: { "cache-control": "no-store" } };
}
