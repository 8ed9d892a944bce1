import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import type { ConvioEvent } from "@/lib/convio/find-event";
import type { ConvioMethod } from "@/lib/convio/method";
import { readCount } from "@/lib/convio/parameters";
import { loadParticipationTypes, type ParticipationType, readPromotionCode } from "@/lib/convio/participation-types";
import { MOST_SECONDARIES } from "@/lib/convio/read-document";
import { db } from "@/lib/db/client";
import { isAskedOf } from "@/lib/questions/check-answers";
import { type AskedQuestion, loadQuestions } from "@/lib/questions/load-questions";
import { ok, type Result } from "@/lib/result";

/**
 * An empty registration document for an event, and for one participation type of it where one is named or only one is
 * offered: what `processRegistration` takes back filled in. Files cannot be sent in a document, so they are not asked.
 * A sold-out type is no obstacle; one that is closed or of another event is (2753), and so is one that needs a promotion
 * code without the right `promotion_code`.
 */
export const getRegistrationDocument: ConvioMethod = {
  name: "getRegistrationDocument",
  servlets: ["CRTeamraiserAPI", "SRTeamraiserAPI"],
  verbs: ["GET", "POST"],
  required: ["fr_id"],
  needsToken: false,
  async run(call) {
    const { parameters, events, now } = call;
    const event = await events.byId(parameters.get("fr_id") ?? "");
    if (!event) return refuse(2750);
    if (!event.isOpen) return refuse(2751);
    const most = Math.min(event.secondaryLimit ?? MOST_SECONDARIES, MOST_SECONDARIES);
    const count = readCount(parameters, "secondary_count", { most: MOST_SECONDARIES, fallback: Math.min(1, most) });
    if (!count.ok) return count;
    if (count.value > most) return refuse(2763);
    const code = await readPromotionCode(call, event);
    if (!code.ok) return code;
    const { types, takesGifts } = await loadParticipationTypes(event, code.value, now);
    const opened = types.filter(({ isOpened }) => isOpened);
    const type = chooseType(opened, parameters.get("participation_id"));
    if (!type.ok) return type;
    if (type.value?.category.needsForm) return refuse(2771);
    const questions = await loadAskedQuestions(event, type.value);
    return ok({ root: toElement(event, { type: type.value, takesGifts, questions, secondaries: count.value }) });
  },
};

function chooseType(
  types: readonly ParticipationType[],
  asked: string | undefined,
): Result<ParticipationType | null, ConvioRefusal> {
  if (asked) {
    const named = types.find(({ category }) => String(category.id) === asked.trim());
    return named ? ok(named) : refuse(2753);
  }
  const [only, ...others] = types;
  return ok(others.length === 0 ? (only ?? null) : null);
}

async function loadAskedQuestions(event: ConvioEvent, type: ParticipationType | null): Promise<AskedQuestion[]> {
  const questions = await loadQuestions(await db(), { conferenceId: event.id, registrationId: 0 });
  const code = type?.category.code ?? null;
  return questions.filter((question) => question.type !== "file" && isAskedOf(question, code));
}

type Asked = {
  type: ParticipationType | null;
  takesGifts: boolean;
  questions: readonly AskedQuestion[];
  secondaries: number;
};

function toElement(event: ConvioEvent, { type, takesGifts, questions, secondaries }: Asked): AnswerElement {
  const typeId = leaf("partTypeId", type?.category.id);
  const more = [
    ...(type?.category.waiver ? [leaf("waiverAccepted", null)] : []),
    ...(takesGifts ? [leaf("extraGift", null)] : []),
  ];
  const asked = questions.map(describeQuestion);
  const secondary = group("secondaryRegistration", [typeId, leaf("consId", null), ...PERSON, ...more, ...asked]);
  return group("processRegistrationRequest", [
    leaf("eventId", event.id),
    leaf("paymentType", null),
    leaf("discountCode", null),
    group("primaryRegistration", [
      typeId,
      leaf("consId", null),
      leaf("memberId", null),
      ...PERSON,
      ...more,
      ...(event.takesDelegations ? TEAM : []),
      ...asked,
    ]),
    ...Array.from({ length: secondaries }, () => secondary),
  ]);
}

const PERSON: readonly AnswerElement[] = ["email", "firstName", "lastName"].map((name) => ({
  name,
  attributes: { required: "true" },
  content: "",
}));
const TEAM = ["teamId", "previousTeamId", "teamName"].map((name) => leaf(name, null));

function describeQuestion({ id, key, categoryCodes, isRequired }: AskedQuestion): AnswerElement {
  return group("question", [
    leaf("id", id),
    leaf("type", categoryCodes.length ? "PARTICIPATION_TYPE" : "EVENT"),
    leaf("response", null),
    leaf("key", key),
    leaf("hidden", false),
    leaf("questionRequired", isRequired),
  ]);
}
