import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/attendee/page-frame";

type SignInCardProps = {
  title: string;
  /** Why it did not work, as a `Note`. */
  note?: ReactNode;
  /** The form. */
  children: ReactNode;
  /** Other ways in: Indico's own sign-in, another provider. */
  otherWays?: ReactNode;
  path: string;
};

/** Staff's way in: one narrow form on an empty page. */
export function SignInCard({ title, note, children, otherWays, path }: SignInCardProps) {
  const t = useTranslations("admin.frame");
  return (
    <>
      <PageHeader path={path} />
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-96 px-4 pt-[clamp(1rem,8vh,6rem)] pb-12">
        <h1 className="text-2xl">{title}</h1>
        {note}
        {children}
        {otherWays && (
          <section className="mt-10 border-rule border-t pt-4">
            <h2 className="mb-3 font-sans text-sm font-semibold tracking-normal">{t("other-ways")}</h2>
            <div className="grid gap-3">{otherWays}</div>
          </section>
        )}
      </main>
    </>
  );
}
