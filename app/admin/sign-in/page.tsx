import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInCard } from "@/components/staff/sign-in-card";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { TextInput } from "@/components/ui/text-input";
import { csrfCookie, csrfTokenOf, SECOND_FACTOR_PAGE, SIGN_IN_PAGE } from "@/lib/auth/next-auth";
import { listProviders } from "@/lib/auth/providers";
import { addressOf } from "../act";
import { findSignedIn } from "../guard";
import { findHalfOpenSession } from "../half-open";
import { Outcome } from "../outcome";

const PROBLEMS = ["too-many-tries", "unknown-account"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.sign-in"))("title") };
}

/**
 * Staff's way in: a plain form to next-auth, which wants its own token back. Who has none yet is sent once through
 * next-auth's address that gives it, and comes back with `callbackUrl`; who comes back without one takes no cookies.
 */
export default async function SignInPage({ searchParams }: PageProps<"/admin/sign-in">) {
  const { back, callbackUrl, error, done } = await searchParams;
  const asked = [back, callbackUrl].find((address) => typeof address === "string") ?? "/admin";
  const { wanted, said } = withoutDone(asked, typeof done === "string" ? done : null);
  if (await findSignedIn()) redirect("/admin");
  if (await findHalfOpenSession()) redirect(`${SECOND_FACTOR_PAGE}?${new URLSearchParams({ back: wanted })}`);
  const token = csrfTokenOf((await cookies()).get(csrfCookie().name)?.value);
  if (!token && callbackUrl === undefined) {
    // What was done before is said after the way round: it goes along with the address to come back to.
    const address = addressOf({ to: wanted, ...(said ? { said } : {}) });
    redirect(`/api/auth/signin?${new URLSearchParams({ callbackUrl: address })}`);
  }
  const t = await getTranslations("admin.sign-in");
  const problem = !token ? "no-cookies" : (PROBLEMS.find((known) => known === error) ?? (error ? "wrong" : null));
  const account = await getTranslations("admin-account");
  const providers = listProviders();
  return (
    <SignInCard
      title={t("title")}
      path={SIGN_IN_PAGE}
      note={
        problem ? (
          <Note tone="bad" role="alert" title={t(`problems.${problem}.title`)}>
            {t(`problems.${problem}.do`)}
          </Note>
        ) : (
          <Outcome searchParams={said ?? {}} />
        )
      }
      otherWays={
        providers.length > 0 &&
        providers.map(({ id, name }) => (
          <form key={id} action={`/api/auth/signin/${id}`} method="post">
            <input type="hidden" name="csrfToken" value={token ?? ""} />
            <input type="hidden" name="callbackUrl" value={wanted} />
            <Button type="submit" className="w-full">
              {account("sign-in-with", { name })}
            </Button>
          </form>
        ))
      }
    >
      <form action="/api/auth/callback/credentials" method="post">
        <input type="hidden" name="csrfToken" value={token ?? ""} />
        <input type="hidden" name="callbackUrl" value={wanted} />
        <Fields>
          <TextInput name="email" type="email" label={t("email")} autoComplete="username" spellCheck={false} />
          <TextInput name="password" type="password" label={t("password")} autoComplete="current-password" />
        </Fields>
        <p className="mt-8">
          <Button type="submit" look="primary" className="w-full">
            {t("submit")}
          </Button>
        </p>
      </form>
      <p className="mt-4">
        <a href="/admin/forgot">{account("forgot.link")}</a>
      </p>
    </SignInCard>
  );
}

/** The address to come back to, and what was done before signing in, which may stand in its query. */
function withoutDone(asked: string, done: string | null): { wanted: string; said: { done: string } | null } {
  const [path = "", query] = asked.split("?", 2);
  const parameters = new URLSearchParams(query);
  const before = done ?? parameters.get("done");
  parameters.delete("done");
  const wanted = parameters.size > 0 ? `${path}?${parameters}` : path;
  return { wanted, said: before ? { done: before } : null };
}
