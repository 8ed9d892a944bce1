import { cx } from "class-variance-authority";
import { CircleCheck, type IconNode } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type TitleProps = {
  children: ReactNode;
  /** One or two sentences under it. */
  lead?: ReactNode;
  /** The one large line of a way: "See you in Aveiro, Ingibjörg." */
  giant?: boolean | undefined;
};

/** A page's title with its lead. */
export function Title({ children, lead, giant }: TitleProps) {
  return (
    <>
      <h1 className={giant ? "mt-3 text-4xl" : "text-3xl"}>{children}</h1>
      {lead && <p className={cx("text-lg text-pretty text-ink-soft", giant ? "mt-5" : "mt-3")}>{lead}</p>}
    </>
  );
}

const STAMP_LOOKS = { ok: "text-ok", wait: "text-wait", bad: "text-bad", plain: "text-ink-soft" };

/** Above the large line: how things stand, "Paid and confirmed". */
export function Stamp({
  children,
  icon = CircleCheck,
  tone = "ok",
}: {
  children: ReactNode;
  icon?: IconNode | undefined;
  tone?: keyof typeof STAMP_LOOKS | undefined;
}) {
  return (
    <p className={cx("inline-flex items-center gap-1.5 font-semibold", STAMP_LOOKS[tone])}>
      <Icon of={icon} className="size-5" />
      {children}
    </p>
  );
}
