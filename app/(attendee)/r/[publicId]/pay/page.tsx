import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageLanguages } from "@/app/page-languages";
import { requireStep } from "../journey";
import { Asking } from "./asking";
import { LapsedOrder } from "./lapsed-order";
import { loadLapsed, loadPaying } from "./load-paying";
import { Pay } from "./pay";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.pay"))("title") };
}

/**
 * How to pay an order that is held; one whose time is over is taken back first. `?left`: the person came back from the
 * card page; `?asking`: they paid, or so it seems, and the card provider could not be asked.
 */
export default async function PayPage({ params, searchParams }: PageProps<"/r/[publicId]/pay">) {
  const { publicId } = await params;
  const { left, asking } = await searchParams;
  const open = await requireStep(publicId, "pay");
  const now = new Date();
  const { locale } = await pageLanguages();
  const paying = await loadPaying(open, locale);
  if (!paying) redirect(`/r/${publicId}/choose`);
  if (asking && paying.cardPage) return <Asking paying={paying} cardPage={paying.cardPage} />;
  const lapsed = paying.cardPage ? null : await loadLapsed(open.journey, locale, now);
  if (lapsed) return <LapsedOrder journey={open.journey} lapsed={lapsed} now={now} />;
  return <Pay paying={paying} hasLeftCardPage={left !== undefined} now={now} />;
}
