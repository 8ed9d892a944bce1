import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { findPendingSecret } from "@/lib/auth/second-factor";
import { totpUri } from "@/lib/auth/totp";
import { drawQrCode } from "@/lib/qr/draw-qr-code";
import { StaffPage } from "../../desk";
import { requireSignedIn } from "../../guard";
import { Outcome } from "../../outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("enrol.title") };
}

/** The secret for the app, as a QR code and as text, and the field for its first code. */
export default async function EnrolPage({ searchParams }: PageProps<"/admin/account/second-factor">) {
  const staff = await requireSignedIn("/admin/account");
  const secret = await findPendingSecret(staff.id);
  if (!secret) redirect("/admin/account");
  const t = await getTranslations("admin-account.enrol");
  const { path, size } = drawQrCode(totpUri(secret, staff.email), "M");
  return (
    <StaffPage staff={staff} title={t("title")}>
      <Outcome searchParams={await searchParams} />
      <ol className="mt-4 grid max-w-prose list-decimal gap-4 pl-5">
        <li>
          {t("scan")}
          <svg
            role="img"
            aria-label={t("qr")}
            viewBox={`-4 -4 ${size + 8} ${size + 8}`}
            className="mt-2 block size-48 bg-white fill-black"
            shapeRendering="crispEdges"
          >
            <path d={path} />
          </svg>
          <p className="mt-2 text-ink-soft">
            {t("or-type")} <code className="font-mono break-all">{secret.replaceAll(/(.{4})/g, "$1 ").trim()}</code>
          </p>
        </li>
        <li>
          <form action="/admin/account/second-factor/confirm" method="post" className="flex flex-wrap items-end gap-3">
            <TextInput name="code" label={t("code")} inputMode="numeric" autoComplete="one-time-code" code />
            <Button type="submit" size="middle" look="primary" className="mb-0.5">
              {t("submit")}
            </Button>
          </form>
        </li>
      </ol>
    </StaffPage>
  );
}
