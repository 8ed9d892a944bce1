import { cx } from "class-variance-authority";
import { Clock } from "lucide";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { markIcon } from "@/components/badge/marks";
import { Icon } from "@/components/ui/icon";
import { type Line, Lines } from "@/components/ui/lines";
import { fitName, type NameScale } from "@/lib/badge/fit-name";
import { badgePattern, type PatternLines, PRINTED_LINES } from "@/lib/badge/pattern";

/** What is known so far; what is missing is drawn dashed. */
export type BadgeProps = {
  conference: {
    slug: string;
    name: ReactNode;
    city: ReactNode;
    /** "14–18 June". */
    dates: ReactNode;
  };
  /** How much of the pattern is printed: `PRINTED_LINES` by step. */
  printed: PatternLines;
  /** Nobody is named before the code is right. */
  person?: { givenName: string; familyName: string; affiliation?: string | undefined; country?: ReactNode } | undefined;
  /** One per service; absent while nothing can have been chosen. */
  marks?: readonly BadgeMark[] | undefined;
  category?: ReactNode;
  /** The registration's number. */
  number?: string | undefined;
  stub: BadgeStub;
  /** The entry code, once everything is settled. */
  entry?: BadgeEntry | undefined;
};

export type BadgeMark = {
  /** A name of `components/badge/marks.ts`. */
  mark: string;
  /** What it is, with the number: "Conference dinner, 2 places". */
  label: string;
  count?: number | undefined;
};

export type BadgeStub = {
  lines?: readonly Line[] | undefined;
  /** "Total, EUR", "To pay, EUR", "Paid, EUR". */
  total?: { title: ReactNode; amount: ReactNode } | undefined;
  /** Small print: the tax inside, "Nothing to pay yet." */
  small?: ReactNode;
  /** "Places held for you until 15:10". */
  hold?: string | undefined;
  /** Paid: the stub is torn off and is the receipt. */
  torn?: boolean | undefined;
};

export type BadgeEntry = {
  /** Dark modules of the QR code as one SVG path, and the width of the code in modules. */
  path: string;
  size: number;
  /** For people: "8QF4-MW2K-7C". */
  code: string;
  hint: string;
};

/** The badge as it comes into being: paper in both themes, with its ticket stub. */
export function Badge({ conference, printed, person, marks, category, number, stub, entry }: BadgeProps) {
  return (
    <div className="badge badge-lift mx-auto w-full max-w-badge text-ink lg:mx-0 print:filter-none">
      <div
        className={cx(
          "relative overflow-hidden rounded-t-badge bg-badge-paper print:border",
          stub.torn ? "badge-torn-below" : "badge-cut-below",
        )}
      >
        <Pattern slug={conference.slug} printed={printed} />
        <div className="badge-hole relative z-1 mx-auto mt-3.5 h-2.5 w-13 rounded-full" />
        <p className="relative z-1 flex justify-between gap-4 px-5 pt-3.5 text-2xs font-semibold">
          <span className="min-w-0">{conference.name}</span>
          <span className="text-right font-normal text-ink-soft">
            {conference.city}
            <br />
            <span className="whitespace-nowrap">{conference.dates}</span>
          </span>
        </p>
        <Who person={person} isNew={printed === PRINTED_LINES.details} />
        {entry && <Entry {...entry} />}
        <Marks marks={marks} isNew={printed === PRINTED_LINES.choose} />
        <Stripe category={category} number={number} isNew={printed === PRINTED_LINES.choose} />
        <div className="h-4.5" />
      </div>
      <Stub {...stub} />
    </div>
  );
}

/** The lines of this step fade in over those that were there. */
function Pattern({ slug, printed }: { slug: string; printed: PatternLines }) {
  const counts: readonly number[] = Object.values(PRINTED_LINES);
  const before = counts[counts.indexOf(printed) - 1];
  const known = before === undefined ? "" : badgePattern(slug, before);
  return (
    <svg
      viewBox="0 0 340 150"
      preserveAspectRatio="none"
      fill="none"
      stroke="currentColor"
      strokeWidth={0.7}
      aria-hidden="true"
      className="absolute inset-x-0 top-0 h-37.5 w-full text-conference"
    >
      <path d={known} />
      <path d={badgePattern(slug, printed).slice(known.length)} className="badge-printed" />
    </svg>
  );
}

/** Printed at this step, not before. */
type New = { isNew: boolean };

/** The room of a name: 300 px wide, four lines and a half of 34 px. */
const NAME_LINE_EM = 8.8;
const NAME_LINES = 4.5;
const NAME_SIZES: Record<NameScale, string> = {
  1: "text-[2.125rem]",
  0.78: "text-[1.65rem]",
  0.6: "text-[1.275rem]",
  0.46: "text-[0.98rem]",
  0.36: "text-[0.77rem]",
};

function Who({ person, isNew }: Pick<BadgeProps, "person"> & New) {
  const t = useTranslations("attendee.badge");
  return (
    <div className="relative min-h-49 px-5 pt-21">
      {person ? (
        <>
          <p
            className={cx(
              isNew && "badge-printed",
              NAME_SIZES[fitName([person.givenName, person.familyName], NAME_LINE_EM, NAME_LINES)],
              "font-serif leading-[1.04] font-semibold tracking-[-0.022em] wrap-anywhere hyphens-auto",
            )}
            translate="no"
          >
            {person.givenName} <span className="block font-normal">{person.familyName}</span>
          </p>
          <p className="mt-2.5 text-[0.9375rem] leading-[1.35]">
            {person.affiliation ?? <Dashes className="my-3 w-3/5" />}
            <span className="block text-ink-soft">{person.country ?? <Dashes className="mt-3 mb-1 w-22" />}</span>
          </p>
        </>
      ) : (
        <>
          <p className="sr-only">{t("no-name-yet")}</p>
          <Dashes className="mt-3.5 mb-6.5 w-[62%]" />
          <Dashes className="mb-7 w-[84%]" />
          <Dashes className="w-[70%]" />
        </>
      )}
    </div>
  );
}

function Dashes({ className }: { className: string }) {
  return <span aria-hidden="true" className={cx("badge-dash-line block", className)} />;
}

function Entry({ path, size, code, hint }: BadgeEntry) {
  const t = useTranslations("attendee.badge");
  return (
    <div className="badge-printed grid grid-cols-[7.25rem_minmax(0,1fr)] items-end gap-4 px-5 pt-4">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t("entry-code")}
        shapeRendering="crispEdges"
        className="size-29"
      >
        <path fill="currentColor" d={path} />
      </svg>
      <p className="text-xs">
        <span className="code">{code}</span>
        <br />
        <span className="text-ink-soft">{hint}</span>
      </p>
    </div>
  );
}

function Marks({ marks, isNew }: Pick<BadgeProps, "marks"> & New) {
  const t = useTranslations("attendee.badge");
  const box = "relative grid size-7 place-content-center rounded-[3px]";
  if (!marks)
    return (
      <div aria-hidden="true" className="flex min-h-15 gap-1.5 px-5 pt-3.5 pb-4">
        {["first", "second", "third"].map((place) => (
          <span key={place} className={cx(box, "badge-dash-box")} />
        ))}
      </div>
    );
  return (
    <ul aria-label={t("services")} className="flex min-h-15 flex-wrap content-start gap-1.5 px-5 pt-3.5 pb-4">
      {marks.map(({ mark, label, count = 1 }) => (
        <li key={label} className={cx(box, isNew && "badge-printed", "border-[1.25px] border-ink")}>
          <Icon of={markIcon(mark)} label={label} />
          {count > 1 && (
            <span
              aria-hidden="true"
              className="absolute -top-[7px] -right-[6px] h-4 min-w-4 rounded-full bg-ink px-0.75 text-center text-[10.5px] leading-4 font-bold text-badge-paper"
            >
              {count}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Stripe({ category, number, isNew }: Pick<BadgeProps, "category" | "number"> & New) {
  const t = useTranslations("attendee.badge");
  const look = "flex min-h-11 items-baseline justify-between gap-4 px-5 pt-2.25 pb-2.5";
  if (!category)
    return (
      <div className={cx(look, "badge-dash-stripe text-sm text-ink-soft")}>
        <span>{t("no-category-yet")}</span>
      </div>
    );
  return (
    <div
      className={cx(
        look,
        isNew && "badge-printed",
        "bg-conference text-[1.0625rem] font-semibold text-on-conference forced-color-adjust-none",
      )}
    >
      <span className="min-w-0">{category}</span>
      {number && <span className="code text-xs">{number}</span>}
    </div>
  );
}

function Stub({ lines = [], total, small, hold, torn }: BadgeStub) {
  return (
    <div
      className={cx(
        "relative rounded-b-[5px] bg-badge-paper px-5 py-4.5 print:border print:border-t-0",
        torn
          ? "badge-torn-above badge-stub-torn mt-3.5"
          : "badge-cut-above before:absolute before:inset-x-3.5 before:-top-px before:border-t-2 before:border-dotted before:border-edge/70",
      )}
    >
      {(lines.length > 0 || total) && <Lines size="stub" lines={lines} total={total} />}
      {small && <p className="mt-2.5 text-2xs text-ink-soft">{small}</p>}
      {hold && (
        <p className="mt-3 flex items-center gap-1.5 border-rule border-t pt-3 text-xs font-medium">
          <Icon of={Clock} />
          <span className="min-w-0">{hold}</span>
        </p>
      )}
    </div>
  );
}
