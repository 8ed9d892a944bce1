import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findOpenChange } from "@/lib/changes/load-changes";
import { requireStep } from "../journey";
import { AskForm } from "./ask-form";
import { loadAsking, mayAsk } from "./load-asking";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.change"))("title") };
}

/** Asks for a change of a placed order; while a request waits, the person's own page shows it instead. */
export default async function ChangePage({ params }: PageProps<"/r/[publicId]/change">) {
  const { publicId } = await params;
  const open = await requireStep(publicId, "standing");
  const isWaiting = await findOpenChange(open.journey.registration.id);
  if (!mayAsk(open.journey) || isWaiting) redirect(`/r/${publicId}`);
  return <AskForm asking={await loadAsking(open)} now={new Date()} />;
}
