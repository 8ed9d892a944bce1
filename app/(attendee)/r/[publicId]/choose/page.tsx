import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageLanguages } from "@/app/page-languages";
import { requireStep } from "../journey";
import { Choose } from "./choose";
import { loadChoosing } from "./load-choosing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.choose"))("title") };
}

/** Fee and services. `?more={code}`: one more person to name than there are. */
export default async function ChoosePage({ params, searchParams }: PageProps<"/r/[publicId]/choose">) {
  const { publicId } = await params;
  const { more } = await searchParams;
  const open = await requireStep(publicId, "choose");
  const now = new Date();
  const choosing = await loadChoosing(open, (await pageLanguages()).locale, now);
  return (
    <Choose journey={open.journey} choosing={choosing} more={typeof more === "string" ? more : undefined} now={now} />
  );
}
