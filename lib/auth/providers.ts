import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { ProviderProfile } from "@/lib/auth/sign-in-by-provider";
import { env } from "@/lib/env";

export type ProviderId = ProviderProfile["provider"];

/** The other ways to sign in that are configured, as the sign-in page names them. */
export function listProviders(): { id: ProviderId; name: string }[] {
  const { OIDC_CLIENT_ID, OIDC_NAME, INDICO_OAUTH_CLIENT_ID } = env();
  return [
    ...(INDICO_OAUTH_CLIENT_ID ? [{ id: "indico" as const, name: "Indico" }] : []),
    ...(OIDC_CLIENT_ID ? [{ id: "oidc" as const, name: OIDC_NAME }] : []),
  ];
}

type OidcClaims = { sub: string; email?: string; email_verified?: boolean | "true"; name?: string };
/** What `GET /api/user/` of Indico answers to the scope read:user. */
type IndicoUser = { id: number; email: string; first_name: string; last_name: string };

/** The same, as next-auth takes them. */
export function oauthProviders(): (OAuthConfig<OidcClaims> | OAuthConfig<IndicoUser>)[] {
  return [...indico(), ...oidc()];
}

function oidc(): OAuthConfig<OidcClaims>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      ...{ id: "oidc", name: OIDC_NAME, type: "oauth", idToken: true, checks: ["pkce", "state"] },
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      authorization: { params: { scope: "openid email profile" } },
      ...{ clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET },
      profile: ({ sub, email, email_verified, name }) => ({
        ...{ id: sub, email: email ?? null, name: name ?? "" },
        isEmailVerified: email_verified === true || email_verified === "true",
      }),
    },
  ];
}

function indico(): OAuthConfig<IndicoUser>[] {
  const { INDICO_OAUTH_CLIENT_ID, INDICO_OAUTH_CLIENT_SECRET, INDICO_OAUTH_URL, INDICO_URL } = env();
  const base = (INDICO_OAUTH_URL ?? INDICO_URL ?? "").replace(/\/$/, "");
  if (!base || !INDICO_OAUTH_CLIENT_ID || !INDICO_OAUTH_CLIENT_SECRET) return [];
  return [
    {
      ...{ id: "indico", name: "Indico", type: "oauth", checks: ["state"] },
      authorization: { url: `${base}/oauth/authorize`, params: { scope: "read:user" } },
      ...{ token: `${base}/oauth/token`, userinfo: `${base}/api/user/` },
      client: { token_endpoint_auth_method: "client_secret_post" },
      ...{ clientId: INDICO_OAUTH_CLIENT_ID, clientSecret: INDICO_OAUTH_CLIENT_SECRET },
      // Indico proves an account's address before the account is there.
      profile: ({ id, email, first_name, last_name }) => ({
        ...{ id: String(id), email, name: `${first_name} ${last_name}`.trim(), isEmailVerified: true },
      }),
    },
  ];
}
