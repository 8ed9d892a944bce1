import "@fontsource-variable/ibm-plex-sans/wght.css";
import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource/ibm-plex-mono/500.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DemoBar } from "@/components/demo/demo-bar";
import { env } from "@/lib/env";
import { directionOf } from "@/lib/i18n/languages";

/** The bundler turns it into the address that the stylesheet of the font uses too. */
const LATIN_SANS = new URL(
  "../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2",
  import.meta.url,
);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site");
  return { title: t("name"), description: t("description"), robots: { index: false } };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f1e9" },
    { media: "(prefers-color-scheme: dark)", color: "#141310" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("site");
  const locale = await getLocale();
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <body>
        <link rel="preload" href={String(LATIN_SANS)} as="font" type="font/woff2" crossOrigin="anonymous" />
        <a href="#main" className="absolute -top-16 left-4 z-20 bg-ink px-4 py-2 text-paper focus:top-2 print:hidden">
          {t("skip")}
        </a>
        {env().isDemo && <DemoBar />}
        <NextIntlClientProvider messages={null}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
