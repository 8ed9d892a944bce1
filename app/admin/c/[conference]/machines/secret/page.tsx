import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { takeSecrets } from "../kept-secrets";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-machines.secret"))("title") };
}

/** What the other system's settings call them. */
const NAMES: Record<string, { name: string; secret: string }> = {
  convio_server: { name: "login_name", secret: "login_password" },
  lenos: { name: "username", secret: "password" },
};

/** New secrets, shown once. */
export default async function SecretPage({ params }: PageProps<"/admin/c/[conference]/machines/secret">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const at = await requireAtDesk(slug, "machines.manage", page);
  const secrets = await takeSecrets(at.staff);
  const t = await getTranslations("admin-machines.secret");
  return (
    <Desk at={at} current="machines" title={t("title")}>
      {secrets ? (
        <>
          <Note tone="wait" title={t("once")}>
            {t("keep")}
          </Note>
          <DefinitionList
            className="mt-4 max-w-prose"
            items={[
              { term: NAMES[secrets.kind]?.name ?? t("name"), value: secrets.name },
              { term: NAMES[secrets.kind]?.secret ?? "api_key", value: secrets.secret, code: true },
              ...(secrets.signingSecret ? [{ term: t("signing"), value: secrets.signingSecret, code: true }] : []),
            ]}
          />
        </>
      ) : (
        <Note tone="note" title={t("shown")}>
          {t("shown-do")}
        </Note>
      )}
      <p className="mt-6">
        <ButtonLink href={page} size="middle">
          {t("back")}
        </ButtonLink>
      </p>
    </Desk>
  );
}
