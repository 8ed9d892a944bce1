import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";

type Credential = { name: string; isRotating: boolean };
type Words = { secrets: string; rotate: string; endRotation: string; endIntro: string };

/** Where every credential's page ends: another secret, the end of the one before it, and the credential's own. */
export async function CredentialEnd({ of, page, words }: { of: Credential; page: string; words: Words }) {
  const t = await getTranslations("admin-machines.form");
  return (
    <>
      <Section title={words.secrets} intro={t("secrets-intro")} className="mt-10 max-w-prose">
        <div className="mt-3 flex flex-wrap gap-3">
          <form action={`${page}/rotate`} method="post">
            <Button type="submit" size="middle">
              {words.rotate}
            </Button>
          </form>
          {of.isRotating && (
            <form action={`${page}/end-rotation`} method="post">
              <Button type="submit" size="middle">
                {words.endRotation}
              </Button>
            </form>
          )}
        </div>
      </Section>
      <Section title={t("end")} intro={words.endIntro} className="mt-10 max-w-prose">
        <form action={`${page}/revoke`} method="post" className="mt-3">
          <Button type="submit" size="middle" look="danger">
            {t("revoke", { name: of.name })}
          </Button>
        </form>
      </Section>
    </>
  );
}
