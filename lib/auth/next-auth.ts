import "server-only";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { checkPassword } from "@/lib/auth/check-password";
import { oauthProviders } from "@/lib/auth/providers";
import { type ProviderProfile, signInByProvider } from "@/lib/auth/sign-in-by-provider";
import { openStaffSession, revokeStaffSession, SESSION_DAYS } from "@/lib/auth/staff-session";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { log } from "@/lib/log/log";
import { html } from "@/lib/mail/html";

export const SIGN_IN_PAGE = "/admin/sign-in";
export const SECOND_FACTOR_PAGE = "/admin/second-factor";

/** What next-auth's token holds for us: the id of the row that says who this is. */
const Token = z.object({ sid: z.string() });
const Typed = z.object({ email: z.string().max(254), password: z.string().max(1_024) });

type Cookie = { name: string; options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean } };

/** `__Host-` keeps a neighbour on the same domain from setting our cookies. */
function cookie(name: string): Cookie {
  const secure = env().publicUrl.startsWith("https:");
  return { name: secure ? `__Host-${name}` : name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } };
}

export const sessionCookie = () => cookie("foyer-staff");
export const csrfCookie = () => cookie("foyer-staff-csrf");

/** What a provider's `profile` gives, and the row that it turned out to be. */
type SignedIn = { id: string; email?: string | null; name?: string | null; isEmailVerified?: boolean };

function options(browser: string): NextAuthOptions {
  return {
    secret: env().authSecret,
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 24 * 3_600 },
    pages: { signIn: SIGN_IN_PAGE, signOut: SIGN_IN_PAGE, error: SIGN_IN_PAGE, verifyRequest: SIGN_IN_PAGE },
    cookies: {
      sessionToken: sessionCookie(),
      csrfToken: csrfCookie(),
      callbackUrl: cookie("foyer-staff-return"),
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(typed, request) {
          const parsed = Typed.safeParse(typed);
          if (!parsed.success) return null;
          const forwarded: unknown = request.headers?.["x-forwarded-for"];
          const address = clientAddress(typeof forwarded === "string" ? forwarded : null, env().TRUSTED_PROXIES);
          const checked = await checkPassword(parsed.data, address);
          // next-auth carries the message to the sign-in page as its `error`.
          if (!checked.ok && checked.error === "too-many-tries") throw new Error(checked.error);
          return checked.ok ? { id: String(checked.value.staffId) } : null;
        },
      }),
      ...oauthProviders(),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => safeReturn(url, baseUrl),
      async signIn({ user, account }) {
        if (account?.type !== "oauth") return true;
        const found = await signInByProvider(profileOf(user, account.provider), new Date());
        if (!found.ok) return `${SIGN_IN_PAGE}?error=${found.error}`;
        // The account here takes the place of the provider's: `jwt` is given the same object.
        user.id = String(found.value.staffId);
        return true;
      },
      jwt: async ({ token, user }) => (user ? { sid: await openStaffSession(Number(user.id), browser) } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const parsed = Token.safeParse(token);
        if (parsed.success) await revokeStaffSession(parsed.data.sid, new Date());
      },
    },
    logger: {
      error: (code) => log.error({ reason: code }, "sign-in"),
      warn: (code) => log.warn({ reason: code }, "sign-in"),
      debug: () => {},
    },
  };
}

function profileOf(user: SignedIn, provider: string): ProviderProfile {
  const { id, email = null, name, isEmailVerified = false } = user;
  return { provider: provider === "indico" ? "indico" : "oidc", subject: id, email, isEmailVerified, name: name ?? "" };
}

/** Only back into the staff's pages, whatever the link said. */
export function safeReturn(url: string, baseUrl: string): string {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : new URL(baseUrl);
  const isOurs = target.origin === new URL(baseUrl).origin && /^\/admin(\/|$)/.test(target.pathname);
  return isOurs && target.pathname !== SIGN_IN_PAGE ? target.href : new URL("/admin", baseUrl).href;
}

/** next-auth's own routes under `/api/auth`. It reads its public address from NEXTAUTH_URL, which the start sets. */
export async function handleNextAuth(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const response: Response = await NextAuth(options(request.headers.get("user-agent") ?? ""))(request, context);
  const location = response.headers.get("location");
  // Relative, so that it holds whatever name the browser knows the portal by.
  if (location?.startsWith(`${env().publicUrl}/`)) {
    response.headers.set("location", location.slice(env().publicUrl.length));
    return response;
  }
  return request.method === "POST" && location && /^https?:/.test(location) ? leadTo(location, response) : response;
}

/**
 * The way to another provider's sign-in, as a page that goes there by itself. Not as a redirect: Chromium holds the whole
 * chain of redirects after a form against our `form-action`, and where a provider leads on to is not ours to know.
 */
function leadTo(location: string, response: Response): Response {
  const target = html`${location}`;
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${target}"><title>Foyer</title></head><body><p><a href="${target}">${new URL(location).host}</a></p></body></html>`;
  const headers = new Headers(response.headers);
  headers.delete("location");
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(page.source, { headers });
}

/** The session that a browser's cookie names; null when the cookie is not ours. */
export async function readSessionId(cookieValue: string | undefined): Promise<string | null> {
  if (!cookieValue) return null;
  const token = await decode({ token: cookieValue, secret: env().authSecret }).catch(() => null);
  const parsed = Token.safeParse(token);
  return parsed.success ? parsed.data.sid : null;
}

/** The token that next-auth wants back from a form, out of its own cookie (`token|hash`); null before the first one. */
export function csrfTokenOf(cookieValue: string | undefined): string | null {
  return cookieValue?.split("|")[0] || null;
}
