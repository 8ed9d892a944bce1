import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SetUpNav, type SetUpPart } from "@/components/staff/set-up-nav";
import { Desk } from "../../../desk";
import type { AtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";

type Props = {
  at: AtDesk;
  part: SetUpPart | null;
  searchParams: Record<string, string | string[] | undefined>;
  title?: string;
  children: ReactNode;
};

/** A page of the set-up: the desk's frame, the way to the other parts, and what the last act said. */
export async function SetUpFrame({ at, part, searchParams, title, children }: Props) {
  const t = await getTranslations("admin-set-up");
  return (
    <Desk at={at} current="set-up" title={title ?? t(part ? `parts.${part}` : "title")}>
      <SetUpNav slug={at.conference.slug} current={part} />
      <Outcome searchParams={searchParams} />
      {children}
    </Desk>
  );
}
