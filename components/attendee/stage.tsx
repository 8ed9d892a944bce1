import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { type ConferenceFrame, PageFooter, PageHeader } from "@/components/attendee/page-frame";
import { Steps, type StepsProps } from "@/components/attendee/steps";
import type { BadgeProps } from "@/components/badge/badge";
import { BadgeColumn } from "@/components/badge/badge-column";

const GRID = "mx-auto grid max-w-336 gap-8 px-[clamp(1rem,4vw,3rem)] pt-4 lg:gap-x-12 lg:pt-6 lg:pb-20 xl:pt-10";

type StageProps = {
  conference: ConferenceFrame;
  /** This page's own clean address (no codes): where a change of language comes back to. */
  path: string;
  steps: StepsProps;
  badge: BadgeProps;
  /** Beside "Your badge": "Registration 417", "It fills in as you go". */
  badgeCaption?: string | undefined;
  /** `<Peek>`: with it the badge waits behind its stub on a phone; without it the badge follows the form there. */
  peek?: ReactNode;
  /** The page is a person's own: the footer has the way out of this browser. */
  canLeave?: boolean | undefined;
  /** Title and form. */
  children: ReactNode;
};

/** A page of the attendee's way: header, steps, form, badge, footer. */
export function Stage({ conference, path, steps, badge, badgeCaption, peek, canLeave, children }: StageProps) {
  return (
    <div className="overflow-x-clip">
      <PageHeader conference={conference} path={path} />
      <div
        className={cx(
          GRID,
          "lg:grid-cols-[minmax(0,var(--measure))_var(--badge-width)] lg:grid-rows-[auto_1fr] lg:justify-between lg:gap-y-6",
          "xl:grid-cols-[9.5rem_minmax(0,var(--measure))_var(--badge-width)] xl:grid-rows-1 xl:gap-12",
          !peek && "pb-12",
        )}
      >
        <Steps {...steps} />
        <main id="main" tabIndex={-1} className="min-w-0">
          <div className="max-w-measure">{children}</div>
          {peek}
        </main>
        <BadgeColumn
          badge={badge}
          caption={badgeCaption}
          onPhone={peek ? "popover" : "shown"}
          className="lg:col-start-2 lg:row-span-2 lg:row-start-1 xl:col-start-3 xl:row-span-1"
        />
      </div>
      <PageFooter conference={conference} canLeave={canLeave} />
    </div>
  );
}

type DoneStageProps = Pick<StageProps, "conference" | "path" | "badge" | "badgeCaption"> & {
  /** In the narrow column at the left: when it happened. */
  when?: ReactNode;
  /** Stamp, the large line, the lead and the first acts: above the badge on a phone. */
  headline: ReactNode;
  /** What was bought, documents, what happens next: under the badge on a phone. */
  children?: ReactNode;
};

/** The confirmation, and the person's own page after it: the badge complete, right under the headline. Always theirs. */
export function DoneStage({ conference, path, badge, badgeCaption, when, headline, children }: DoneStageProps) {
  return (
    <div className="overflow-x-clip">
      <PageHeader conference={conference} path={path} />
      <main id="main" tabIndex={-1} className={cx(GRID, "pb-12 xl:grid-cols-[9.5rem_minmax(0,1fr)] xl:gap-12")}>
        <div className="text-sm text-ink-soft max-xl:hidden xl:pt-[0.6rem]">{when}</div>
        <div className="grid min-w-0 gap-10 lg:grid-cols-[minmax(0,var(--measure))_var(--badge-width)] lg:grid-rows-[auto_1fr] lg:justify-between lg:gap-x-12">
          <div className="max-w-measure min-w-0">{headline}</div>
          <BadgeColumn
            badge={badge}
            caption={badgeCaption}
            onPhone="shown"
            insideMain
            className="lg:col-start-2 lg:row-span-2 lg:row-start-1"
          />
          <div className="max-w-measure min-w-0 *:first:mt-0">{children}</div>
        </div>
      </main>
      <PageFooter conference={conference} canLeave />
    </div>
  );
}

type GuidedStageProps = Pick<StageProps, "conference" | "path"> & {
  headline: ReactNode;
  /** Ways through a long page: at its left where there is room, else above it. */
  guide?: ReactNode;
  children: ReactNode;
};

/** A long page with ways through it. Always a person's own. */
export function GuidedStage({ conference, path, headline, guide, children }: GuidedStageProps) {
  return (
    <>
      <PageHeader conference={conference} path={path} />
      <main
        id="main"
        tabIndex={-1}
        className={cx(GRID, "pb-12 xl:grid-cols-[9.5rem_minmax(0,46rem)] xl:grid-rows-[auto_1fr] xl:gap-x-12")}
      >
        <div className="min-w-0 xl:col-start-2">{headline}</div>
        <div className="min-w-0 print:hidden xl:sticky xl:top-6 xl:row-span-2 xl:row-start-1 xl:self-start xl:pt-2">
          {guide}
        </div>
        <div className="min-w-0 xl:col-start-2">{children}</div>
      </main>
      <PageFooter conference={conference} canLeave />
    </>
  );
}

type PlainStageProps = {
  /** Absent where the page must not say which conference it is about. */
  conference?: ConferenceFrame | undefined;
  path: string;
  canLeave?: boolean | undefined;
  children: ReactNode;
};

/** A page without a badge: refusals, choosing among registrations, the demo's pages. */
export function PlainStage({ conference, path, canLeave, children }: PlainStageProps) {
  return (
    <>
      <PageHeader conference={conference} path={path} />
      <main id="main" tabIndex={-1} className={cx(GRID, "pb-12 xl:grid-cols-[9.5rem_minmax(0,1fr)] xl:gap-12")}>
        <div className="w-full max-w-measure min-w-0 xl:col-start-2">{children}</div>
      </main>
      {conference && <PageFooter conference={conference} canLeave={canLeave} />}
    </>
  );
}
