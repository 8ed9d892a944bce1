import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import type { SetupSession } from "@/lib/conference/conference-file";
import { NAMING_FIELDS } from "@/lib/conference/edit-item";
import { findLastChange } from "@/lib/conference/find-last-change";
import { valuesOfItem } from "@/lib/conference/item-form";
import { findRow, type LoadedSetup, type SetupRow } from "@/lib/conference/load-setup";
import { withOwnPlaces } from "@/lib/conference/own-quota";
import type { ListName } from "@/lib/conference/rename-item";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import type { FormValues } from "@/lib/http/form-values";
import type { AtDesk } from "../../../../guard";
import { RoomSections, SessionSections, TagSections } from "./agenda-sections";
import { DeleteSection } from "./delete-section";
import type { ShownForm } from "./form-fields";
import { useFormWords } from "./form-words";
import {
  CategorySections,
  PromotionSections,
  QuestionSections,
  QuotaSections,
  type SectionsProps,
  ServiceSections,
} from "./item-sections";
import { type KeptProblems, keptName, listPage, NOTHING_WRONG } from "./lists";
import { TheirChanges } from "./their-changes";

const SECTIONS = {
  categories: CategorySections,
  services: ServiceSections,
  sessions: SessionSections,
  rooms: RoomSections,
  tags: TagSections,
  quotas: QuotaSections,
  promotions: PromotionSections,
  questions: QuestionSections,
};

/** What a new item begins with. */
const NEW: Record<ListName, FormValues> = {
  categories: { isActive: "yes", eligibility: "everyone" },
  services: { isActive: "yes", blocksTime: "yes", maxPerPerson: "1", mark: "ticket" },
  sessions: {
    ...{ isPublished: "yes", blocksTime: "yes", booking: "none" },
    ...{ waitingPlaces: "0", waitingListMode: "auto", offerHours: "24" },
  },
  rooms: {},
  tags: { kind: "topic" },
  quotas: {},
  promotions: { isActive: "yes" },
  questions: { isActive: "yes", type: "text" },
};

type ItemFormProps = {
  at: AtDesk;
  list: ListName;
  id: number | null;
  loaded: LoadedSetup;
  /** What a new one is a copy of: all it says but the name that only one may have. */
  from?: SetupRow | null;
};

/** The form of one item, as it is saved or as it was left with what is wrong; under it what deletes the item. */
export async function ItemForm({ at, list, id, loaded, from = null }: ItemFormProps) {
  const { slug } = at.conference;
  const row = id === null ? null : findRow(loaded, list, id);
  const kept = from ? null : await findKeptStaffForm<KeptProblems>(at.staff, keptName(list, id));
  const fresh = from ? { ...shownValues(list, from, loaded), [NAMING_FIELDS[list]]: "" } : NEW[list];
  const saved = row ? { ...shownValues(list, row, loaded), version: row.version } : fresh;
  const { problems, isOverdue } = kept?.problems ?? NOTHING_WRONG;
  const form: ShownForm = {
    values: kept?.values ?? saved,
    problems,
    languages: loaded.setup.conference.languages,
  };
  const last = isOverdue && row ? await findLastChange(at.conference.id, list, row.id) : null;
  const t = await getTranslations("admin-catalogue");
  const Sections = SECTIONS[list];
  const action = listPage(slug, list);
  return (
    <div className="max-w-[44rem]">
      {isOverdue && row && <TheirChanges typed={form.values} now={saved} last={last} at={at} />}
      <Problems form={form} />
      {kept && (
        <form action={`${action}/act`} method="post" className="mt-3">
          <input type="hidden" name="id" value={id ?? ""} />
          <span className="text-ink-soft">{t("kept")} </span>
          <Button type="submit" name="act" value="forget" size="dense" look="quiet">
            {t("forget")}
          </Button>
        </form>
      )}
      <form action={`${action}/save`} method="post">
        <input type="hidden" name="id" value={id ?? ""} />
        <input type="hidden" name="version" value={String(form.values.version ?? "")} />
        {/* The Enter key presses a form's first button, which is not to be one that takes a row out. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
          {t("save")}
        </button>
        <Sections form={form} at={at} loaded={loaded} {...facts(list, id, loaded)} />
        <KeepSold form={form} />
        <p className="mt-8">
          <Button type="submit" look="primary" size="middle">
            {t(id === null ? `lists.${list}.create` : "save")}
          </Button>
        </p>
      </form>
      {row && <DeleteSection at={at} list={list} row={row} loaded={loaded} {...facts(list, id, loaded)} />}
    </div>
  );
}

/** A session's own places are shown as a number. */
function shownValues(list: ListName, { item }: SetupRow, { setup }: LoadedSetup): FormValues {
  return valuesOfItem(list, list === "sessions" ? withOwnPlaces(setup, item as SetupSession) : item);
}

/** What people did with the item, for what its form says of it. */
function facts(
  list: ListName,
  id: number | null,
  loaded: LoadedSetup,
): Pick<SectionsProps, "sold" | "answers" | "uses" | "booked"> {
  const sold = list === "categories" || list === "services" ? loaded[list].find((one) => one.id === id) : undefined;
  const code = list === "promotions" ? loaded.promotions.find((one) => one.id === id) : undefined;
  const question = list === "questions" ? loaded.questions.find((one) => one.id === id) : undefined;
  const session = list === "sessions" ? loaded.sessions.find((one) => one.id === id) : undefined;
  const booked = session ? session.placed + session.offered + session.waiting : 0;
  return { sold: sold ?? null, uses: sold?.uses ?? code?.uses ?? 0, answers: question?.answers ?? 0, booked };
}

/** On top: what is wrong with fields leads to them; what lies elsewhere in the set-up is named with its place. */
function Problems({ form }: { form: ShownForm }) {
  const { t, labelOf, textOf } = useFormWords();
  const elsewhere = form.problems.filter(({ field }) => field === null);
  const errors = form.problems.flatMap((problem) =>
    problem.field === null ? [] : [{ id: problem.field, message: `${labelOf(problem.field)}: ${textOf(problem)}` }],
  );
  return (
    <>
      <ErrorSummary errors={errors} />
      {elsewhere.map((problem) => (
        <Note key={problem.place + problem.message} tone="bad" role="alert" title={t("elsewhere")}>
          <span className="code wrap-anywhere">{problem.place}</span>: {textOf(problem)}
        </Note>
      ))}
    </>
  );
}

/** A quota that is to go below what is taken: the way that breaks nothing. */
function KeepSold({ form }: { form: ShownForm }) {
  const { t } = useFormWords();
  const problem = form.problems.find(({ code }) => code === "quota-below-taken");
  if (!problem) return null;
  const { taken = 0, wanted = 0 } = problem.values;
  return (
    <Note tone="wait" title={t("keep-sold.title", { taken, wanted })}>
      <p>{t("keep-sold.do")}</p>
      <p className="mt-2">
        <Button type="submit" name="keepSold" value="yes" size="middle">
          {t("keep-sold.act", { taken })}
        </Button>
      </p>
    </Note>
  );
}
