import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePageLanguages } from "@/components/page-locale";
import { Button } from "@/components/ui/button";
import { badgeMark } from "@/lib/badge/pattern";
import { directionOf, languageName } from "@/lib/i18n/languages";

/** What every page of a conference shows of it. */
export type ConferenceFrame = {
  slug: string;
  name: ReactNode;
  subtitle?: ReactNode;
  organiser: string;
  city: string;
  contactEmail: string;
  termsUrl?: string | null | undefined;
  privacyUrl?: string | null | undefined;
};

type PageHeaderProps = {
  /** Absent on pages that must not say which conference they are about. */
  conference?: ConferenceFrame | undefined;
  /** This page's own clean address (no codes): where a change of language comes back to. */
  path: string;
};

const GUTTER = "px-[clamp(1rem,4vw,3rem)]";

/** The coloured edge, the conference's mark and name, help and language. Brings the conference's colour with it. */
export function PageHeader({ conference, path }: PageHeaderProps) {
  const t = useTranslations("site");
  return (
    <header className={`flex items-center gap-4 border-conference border-t-6 py-4 ${GUTTER}`}>
      {conference && <link rel="stylesheet" href={`/look/${conference.slug}.css`} precedence="conference" />}
      <div className="flex min-w-0 items-center gap-3">
        <Mark slug={conference?.slug ?? "foyer"} />
        <p className="min-w-0 leading-tight font-semibold">
          {conference?.name ?? t("name")}
          {conference && (
            <span className="block text-xs leading-tight font-normal text-ink-soft">
              {conference.subtitle && <span className="max-md:hidden">{conference.subtitle}, </span>}
              {conference.organiser}
            </span>
          )}
        </p>
      </div>
      <nav
        aria-label={t("help-and-language")}
        className="ml-auto flex flex-wrap justify-end gap-x-5 text-sm print:hidden"
      >
        {conference && (
          <a href="#help" className="py-1">
            {t("help")}
          </a>
        )}
        <LanguageLinks path={path} />
      </nav>
    </header>
  );
}

/** Links to the same page in the other languages that it is offered in, each by its own name. */
export function LanguageLinks({ path }: { path: string }) {
  const { locale: current, offered } = usePageLanguages();
  return offered
    .filter((locale) => locale !== current)
    .map((locale) => (
      <a
        key={locale}
        href={`/language/${locale}?back=${encodeURIComponent(path)}`}
        lang={locale}
        dir={directionOf(locale)}
        hrefLang={locale}
        rel="nofollow"
        className="py-1"
      >
        {languageName(locale, locale)}
      </a>
    ));
}

/** The conference's mark where it has no logo: one line of its own pattern above a ground line. */
function Mark({ slug }: { slug: string }) {
  return (
    <svg
      viewBox="0 0 34 34"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      aria-hidden="true"
      className="size-8.5 shrink-0 bg-conference text-on-conference forced-color-adjust-none"
    >
      <path d={badgeMark(slug)} />
      <path d="M4 28h26" />
    </svg>
  );
}

type PageFooterProps = {
  conference: ConferenceFrame;
  /** The page is a person's own: they may end what this browser opens. */
  canLeave?: boolean | undefined;
};

/** Who organises, whom to write to, what is kept, how to cancel; the way out of a browser that is not one's own. */
export function PageFooter({ conference, canLeave }: PageFooterProps) {
  const t = useTranslations("site");
  return (
    <footer
      id="help"
      className={`mx-auto flex max-w-336 flex-wrap gap-x-6 gap-y-2 border-rule border-t pt-6 pb-8 text-xs text-ink-faint print:hidden ${GUTTER}`}
    >
      <span>{t("organiser", { organiser: conference.organiser, city: conference.city })}</span>
      <a href={`mailto:${conference.contactEmail}`} className="wrap-anywhere">
        {conference.contactEmail}
      </a>
      {conference.privacyUrl && <a href={conference.privacyUrl}>{t("privacy")}</a>}
      {conference.termsUrl && <a href={conference.termsUrl}>{t("terms")}</a>}
      {canLeave && (
        <form action="/leave" method="post" className="sm:ml-auto">
          <Button look="quiet" size="dense" type="submit" className="-mx-2.25 -my-1.5 text-xs">
            {t("leave")}
          </Button>
        </form>
      )}
    </footer>
  );
}
