import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeProps } from "@/components/badge/badge";
import { Button } from "@/components/ui/button";

/** What opens it: the stub at the bottom of a phone's page. */
export const BADGE_ID = "badge";

type BadgeColumnProps = {
  badge: BadgeProps;
  /** Beside the heading: "Registration 417", "It fills in as you go". */
  caption?: string | undefined;
  /**
   * `popover`: under 64 rem the badge waits behind the stub at the bottom (`Peek`) and opens without a script.
   * `shown`: it stands in the page, as on the confirmation.
   */
  onPhone: "popover" | "shown";
  /** Part of the page's matter rather than beside it. */
  insideMain?: boolean | undefined;
  /** Its place in the page's grid. */
  className?: string | undefined;
};

/** The badge on its lanyard, which is the page's coloured edge; it stays in sight beside a long form. */
export function BadgeColumn({ badge, caption, onPhone, insideMain, className }: BadgeColumnProps) {
  const t = useTranslations("attendee.badge");
  const popover = onPhone === "popover";
  const Part = insideMain ? "section" : "aside";
  return (
    <Part
      id={BADGE_ID}
      aria-label={t("your-badge")}
      popover={popover ? "auto" : undefined}
      className={cx(
        "min-w-0 text-ink print:static print:block",
        popover && [
          "max-lg:fixed max-lg:inset-x-0 max-lg:top-auto max-lg:bottom-0 max-lg:max-h-[92vh] max-lg:w-full max-lg:max-w-none max-lg:overflow-auto max-lg:bg-paper max-lg:px-4 max-lg:pt-5 max-lg:pb-8 max-lg:shadow-over max-lg:backdrop:bg-[rgb(15_12_6/0.55)]",
          "lg:static lg:block lg:h-auto lg:w-auto lg:overflow-visible lg:bg-transparent",
        ],
        className,
      )}
    >
      <Lanyard>
        <p className="mx-auto mb-3 flex max-w-badge items-baseline justify-between gap-4 text-sm lg:mx-0">
          <b>{t("your-badge")}</b>
          {caption && <span className={cx("text-xs text-ink-soft", popover && "max-lg:hidden")}>{caption}</span>}
          {popover && (
            <Button
              look="quiet"
              size="dense"
              popoverTarget={BADGE_ID}
              popoverTargetAction="hide"
              className="lg:hidden print:hidden"
            >
              {t("close")}
            </Button>
          )}
        </p>
        <Badge {...badge} />
      </Lanyard>
    </Part>
  );
}

/** It comes down from the top edge and through the slot. */
function Lanyard({ children }: { children: ReactNode }) {
  return (
    <div className="lg:sticky lg:top-6 lg:before:pointer-events-none lg:before:absolute lg:before:bottom-[calc(100%-3.375rem)] lg:before:left-[calc(50%-13px)] lg:before:z-2 lg:before:h-[120vh] lg:before:w-6.5 lg:before:rounded-b-sm lg:before:bg-conference print:before:hidden">
      {children}
    </div>
  );
}
