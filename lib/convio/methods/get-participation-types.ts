import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { refuse } from "@/lib/convio/errors";
import type { ConvioMethod } from "@/lib/convio/method";
import { loadParticipationTypes, type ParticipationType, readPromotionCode } from "@/lib/convio/participation-types";
import { money, toDecimal } from "@/lib/money/money";
import { ok } from "@/lib/result";

/**
 * What an event offers now, with the price of now. Categories that Indico assigns are not for sale here; those that need
 * a promotion code are there with `promotion_code` alone.
 */
export const getParticipationTypes: ConvioMethod = {
  name: "getParticipationTypes",
  servlets: ["CRTeamraiserAPI", "SRTeamraiserAPI"],
  verbs: ["GET", "POST"],
  required: ["fr_id"],
  needsToken: false,
  async run(call) {
    const { parameters, events, now } = call;
    const event = await events.byId(parameters.get("fr_id") ?? "");
    if (!event) return refuse(2750);
    const code = await readPromotionCode(call, event);
    if (!code.ok) return code;
    const { types } = await loadParticipationTypes(event, code.value, now);
    const elements = types.filter(({ isOpened }) => isOpened).map((type) => toElement(type, event.currency));
    return ok({ root: group("getParticipationTypesResponse", elements) });
  },
};

function toElement({ category, priceMinor, limit }: ParticipationType, currency: string): AnswerElement {
  return group("participationType", [
    leaf("id", category.id),
    leaf("name", category.name),
    ...(category.description ? [leaf("description", category.description)] : []),
    leaf("fee", toDecimal(money(priceMinor, currency))),
    ...(category.waiver ? [{ name: "waiver", attributes: { required: "true" }, content: category.waiver }] : []),
    leaf("promoCodeRequired", category.needsCode),
    ...(limit ? [describeLimit(limit)] : []),
  ]);
}

function describeLimit({ capacity, taken }: NonNullable<ParticipationType["limit"]>): AnswerElement {
  return group("participationTypeRegistrationLimit", [
    leaf("limit", capacity),
    leaf("registrationCount", taken),
    leaf("limitReached", taken >= capacity),
  ]);
}
