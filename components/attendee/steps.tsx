import { cx } from "class-variance-authority";
import { Check } from "lucide";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

/** The pages of an attendee's way, in order. */
export const STEPS = ["verify", "details", "choose", "pay"] as const;
export type Step = (typeof STEPS)[number];

export type StepsProps = {
  current: Step;
  /** Where one can go back to; a step without an address is only a word. */
  hrefs?: Partial<Record<Step, string>> | undefined;
  /** Steps that this way has; all four unless told. */
  steps?: readonly Step[] | undefined;
};

/** Where one is: a column of words beside the form, on a phone one line and a bar. */
export function Steps({ current, hrefs = {}, steps = STEPS }: StepsProps) {
  const t = useTranslations("attendee.steps");
  const now = steps.indexOf(current);
  return (
    <nav aria-label={t("label")} className="text-sm xl:pt-[0.6rem] print:hidden">
      <p className="mb-2 text-ink-soft lg:hidden">
        {t.rich("here", {
          step: now + 1,
          steps: steps.length,
          name: t(current),
          strong: (name) => <b>{name}</b>,
        })}
      </p>
      <div aria-hidden="true" className="grid auto-cols-fr grid-flow-col gap-1 lg:hidden">
        {steps.map((step, index) => (
          <span
            key={step}
            className={cx("h-[3px]", index < now ? "bg-ink-faint" : index === now ? "bg-ink" : "bg-rule")}
          />
        ))}
      </div>
      <ol className="hidden lg:flex lg:gap-x-6 xl:grid">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === now ? "step" : undefined}
            className={cx(
              "xl:border-l-2 xl:py-2 xl:pl-3.5",
              index < now && "border-ink-faint text-ink-faint",
              index === now && "border-accent font-semibold text-ink",
              index > now && "border-rule text-ink-faint",
            )}
          >
            {index < now && hrefs[step] ? <a href={hrefs[step]}>{t(step)}</a> : <span>{t(step)}</span>}
            {index < now && <Icon of={Check} label={t("done")} className="ml-1.5 inline-block! size-4 align-[-2px]" />}
          </li>
        ))}
      </ol>
    </nav>
  );
}
