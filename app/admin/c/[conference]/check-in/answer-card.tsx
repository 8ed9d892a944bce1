import { cx } from "class-variance-authority";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { markIcon } from "@/components/badge/marks";
import { Icon } from "@/components/ui/icon";
import type { DoorEntry, DoorItem, DoorPerson, Owed } from "@/lib/checkin/read-at-door";
import { formatMoney } from "@/lib/money/format";
import { ANSWER_LOOKS, type ShownAnswer, type Tone } from "./answer-looks";
import { DoorForm, type DoorSetting } from "./door-form";
import { doorDay, doorTime, useAgo } from "./door-time";

const TONES: Record<Tone, string> = {
  ok: "bg-door-ok text-door-ok-ink [--focus:var(--door-ok-ink)]",
  again: "bg-door-again text-door-again-ink [--focus:var(--door-again-ink)]",
  stop: "bg-door-stop text-door-stop-ink [--focus:var(--door-stop-ink)]",
};
const FILLED: Record<Tone, string> = {
  ok: "border-door-ok-ink bg-door-ok-ink text-door-ok",
  again: "border-door-again-ink bg-door-again-ink text-door-again",
  stop: "border-door-stop-ink bg-door-stop-ink text-door-stop",
};

type AnswerCardProps = {
  answer: ShownAnswer;
  setting: DoorSetting;
  now: number;
  /** "Next person": without a script the link does. */
  onNext: () => void;
};

/** One answer of the door, to read at arm's length: shape, word and colour, then the person, then what may be done. */
export function AnswerCard({ answer, setting, now, onNext }: AnswerCardProps) {
  const t = useTranslations("admin-check-in");
  const { tone, icon } = ANSWER_LOOKS[answer.kind];
  const person = "person" in answer ? answer.person : null;
  return (
    <section
      aria-label={t("answer.label")}
      data-answer={answer.kind}
      className={cx("flex min-h-112 grow flex-col px-5 pt-5 text-lg", TONES[tone])}
    >
      <div role="status">
        <p className="flex items-center gap-3 font-serif text-4xl font-semibold tracking-[-0.02em]">
          <Icon of={icon} className="size-12" />
          {t(`answer.${answer.kind}.word`)}
        </p>
        {person && <p className="mt-3 font-serif text-3xl break-words">{person.name}</p>}
        {person && answer.kind === "in" ? (
          <p className="mt-2">{[person.category, person.affiliation].filter(Boolean).join(". ")}</p>
        ) : (
          <Why answer={answer} person={person} setting={setting} now={now} />
        )}
        {person && answer.kind === "in" && <Items items={person.items} />}
      </div>
      <div className="sticky bottom-0 mt-auto grid gap-2.5 bg-inherit pt-6 pb-5">
        <Deeds answer={answer} setting={setting} tone={tone} onNext={onNext} />
      </div>
    </section>
  );
}

type WhyProps = { answer: ShownAnswer; person: DoorPerson | null; setting: DoorSetting; now: number };

function Why({ answer, person, setting, now }: WhyProps) {
  const t = useTranslations("admin-check-in");
  const locale = useLocale();
  const sum = person?.owed ? formatMoney(person.owed, locale) : "";
  return (
    <>
      {answer.kind === "already-in" && person?.entry && <Entry entry={person.entry} setting={setting} now={now} />}
      {person && answer.kind === "not-paid" && (
        <p className="mt-2">{[person.category, person.affiliation].filter(Boolean).join(". ")}</p>
      )}
      <p className="mt-2">
        {t.rich(`answer.${answer.kind}.why`, { sum, b: (words) => <b className="num">{words}</b> })}
      </p>
      {answer.kind === "not-paid" && person?.owed && <OwedWhy owed={person.owed} setting={setting} />}
    </>
  );
}

function Entry({ entry, setting, now }: { entry: DoorEntry; setting: DoorSetting; now: number }) {
  const t = useTranslations("admin-check-in.entry");
  const locale = useLocale();
  const ago = useAgo(new Date(entry.at).getTime(), now);
  const time = doorTime(entry.at, setting.timeZone, locale, now);
  const bold = (words: ReactNode) => <b className="num">{words}</b>;
  return (
    <p className="mt-2">
      {entry.door ? t.rich("at-door", { time, ago, door: entry.door, b: bold }) : t.rich("at", { time, ago, b: bold })}{" "}
      {entry.by && t("by", { name: entry.by })}
    </p>
  );
}

function OwedWhy({ owed, setting }: { owed: Owed; setting: DoorSetting }) {
  const t = useTranslations("admin-check-in.owed");
  const locale = useLocale();
  const way = owed.way === "free" ? null : owed.way;
  return (
    <p className="mt-2">
      {way === "transfer" && owed.dueOn ? t("transfer-due", { day: doorDay(owed.dueOn, locale) }) : way && t(way)}{" "}
      {setting.mayTakePayment && t("confirm")}
    </p>
  );
}

function Items({ items }: { items: readonly DoorItem[] }) {
  const t = useTranslations("admin-check-in");
  if (!items.length) return null;
  const line = "flex items-center gap-2.5 border-current/40 border-b py-2 text-md";
  return (
    <ul className="mt-4 border-current border-t">
      {items.map(({ name, mark, quantity, guests }, index) => (
        <li key={index.toString()}>
          <p className={line}>
            <Icon of={markIcon(mark)} className="size-5" />
            <span className="min-w-0">{quantity > 1 ? t("item", { name, count: quantity }) : name}</span>
          </p>
          {guests.filter(Boolean).map((guest) => (
            <p key={guest} className={line}>
              <Icon of={markIcon("guest")} className="size-5" />
              <span className="min-w-0">{t("guest", { name: guest })}</span>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

const DEED =
  "flex min-h-12 w-full items-center justify-center rounded border px-4 py-2 text-center text-md font-semibold no-underline";

type DeedsProps = { answer: ShownAnswer; setting: DoorSetting; tone: Tone; onNext: () => void };

/** What may be done; the safe act is the filled one, and comes first. */
function Deeds({ answer, setting, tone, onNext }: DeedsProps) {
  const t = useTranslations("admin-check-in.deeds");
  const locale = useLocale();
  const filled = cx(DEED, FILLED[tone]);
  const outlined = cx(DEED, "border-current bg-transparent");
  const next = (words: string, look = filled) => (
    <a
      href={setting.base}
      className={look}
      onClick={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      {words}
    </a>
  );
  if (!("person" in answer)) return next(t("next"));
  const { person, kind } = answer;
  const act = (to: "let-in" | "pay" | "undo", words: string, look: string, extra: Record<string, string> = {}) => (
    <DoorForm setting={setting} to={to} values={{ registration: person.publicId, ...extra }}>
      <button type="submit" className={look}>
        {words}
      </button>
    </DoorForm>
  );
  if (kind === "already-in") {
    return (
      <>
        {next(t("do-not-let-in"))}
        {act("let-in", t("let-in-again"), outlined, { anyway: "again" })}
      </>
    );
  }
  if (kind === "not-paid" && person.owed) {
    const words = t("take-payment", { sum: formatMoney(person.owed, locale) });
    return (
      <>
        {setting.mayTakePayment && act("pay", words, filled, { amount: String(person.owed.minor) })}
        {next(t("help-desk"), setting.mayTakePayment ? outlined : filled)}
        {setting.mayLetInUnpaid && act("let-in", t("let-in-unpaid"), outlined, { anyway: "unpaid" })}
      </>
    );
  }
  const isOpen = kind === "companion" || kind === "undone" || kind === "expected";
  return (
    <>
      {next(t("next"))}
      {kind === "in" && act("undo", t("undo"), outlined)}
      {isOpen && act("let-in", t("check-in-them", { name: person.name }), outlined)}
    </>
  );
}
