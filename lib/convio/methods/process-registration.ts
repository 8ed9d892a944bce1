import "server-only";
import { tryPromotion } from "@/lib/catalogue/try-promotion";
import { bringFromIndico } from "@/lib/convio/bring-from-indico";
import { answerRegistered, findConfirmationCode } from "@/lib/convio/confirmation";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import type { ConvioEvent } from "@/lib/convio/find-event";
import { maskNumbers } from "@/lib/convio/mask-numbers";
import type { ConvioAnswer, ConvioCall, ConvioMethod, Parameters } from "@/lib/convio/method";
import { readBoolean, readCenter, readTexts } from "@/lib/convio/parameters";
import { readDocument } from "@/lib/convio/read-document";
import { readMembers, readTeam } from "@/lib/convio/read-group";
import { type PaymentRules, readPayment, refuseAnyway } from "@/lib/convio/read-payment";
import type { RegistrationDocument } from "@/lib/convio/request-document";
import { sayCharge, sayRefusal } from "@/lib/convio/say-refusal";
import { env } from "@/lib/env";
import type { Group, GroupRefusal, RegisteredGroup } from "@/lib/groups/group";
import { registerGroup } from "@/lib/groups/register-group";
import { chooseLocale } from "@/lib/i18n/locales";
import { withCardTry } from "@/lib/limits/card-tries";
import { takeToken } from "@/lib/limits/take-token";
import type { RawCard } from "@/lib/payments/card-charger";
import { chargeCard } from "@/lib/payments/charge-card";
import { ok, type Result } from "@/lib/result";
import { canTakeCards } from "@/lib/stripe/stripe-cards";
import { stripeCharges } from "@/lib/stripe/stripe-charges";

export const processRegistration: ConvioMethod = {
  name: "processRegistration",
  servlets: ["CRTeamraiserAPI", "SRTeamraiserAPI"],
  verbs: ["POST"],
  required: ["registration_document"],
  needsToken: false,
  run,
};

type Flags = Record<(typeof FLAGS)[number], boolean>;
const FLAGS = [
  "match_by_username",
  "update_constituent_profile",
  "suppress_registration_autoresponders",
  "recordOnly",
] as const;

/** The document becomes a group of the core (lib/groups); what the core refuses is said in the dialect's codes. */
async function run(call: ConvioCall): Promise<Result<ConvioAnswer, ConvioRefusal>> {
  const flags = readFlags(call.parameters);
  if (!flags.ok) return flags;
  const read = readDocument(call.parameters.get("registration_document") ?? "");
  if (!read.ok) return read;
  const document = read.value;
  call.notes.unknownElements = document.unknownElements;
  const event = await findEvent(call, document);
  if (!event.ok) return event;
  if (!event.value.isOpen) return refuse(2751);

  const rules: PaymentRules = {
    isServer: call.caller.kind === "server",
    recordOnly: flags.value.recordOnly,
    takesCards: env().CONVIO_CARDS && canTakeCards(),
    now: call.now,
  };
  const allowed = refuseAnyway(document, rules);
  if (!allowed.ok) return allowed;
  const isCard = document.payment.paymentType?.value === "CREDIT_CARD" && !rules.isServer && rules.takesCards;
  const register = () => registerAndPay(call, document, event.value, flags.value, rules);
  if (!isCard) return register();
  const outcome = await withCardTry(call.address, register, (done) => !done.ok && done.error.code === 2677);
  return outcome === "spent" ? refuse(4, "Too many cards failed from this address.") : outcome;
}

async function registerAndPay(
  call: ConvioCall,
  document: RegistrationDocument,
  event: ConvioEvent,
  flags: Flags,
  rules: PaymentRules,
): Promise<Result<ConvioAnswer, ConvioRefusal>> {
  // Before anything is asked of Indico, or held.
  if (!rules.isServer && (await takePeople(call, document)) === "refused") {
    return refuse(4, "Too many people were registered from this address. Wait ten minutes.");
  }
  const code = document.payment.discountCode?.value;
  if (!rules.isServer && code !== undefined) {
    const tried = await tryPromotion(event.id, code, { address: call.address, registrationId: null });
    if (tried === "spent") return refuse(4, "Too many discount codes were tried from this address.");
  }
  const payment = readPayment(document, rules);
  // What costs nothing asks no payment: whether this one does, the core says.
  const group = await readGroup(call, document, event, flags, payment.ok ? payment.value.payment : null);
  if (!group.ok) return group;

  const registered = await registerGroup(group.value, call.actor, call.now);
  if (!registered.ok) {
    if (registered.error.code === "way-missing" && !payment.ok) return payment;
    return say(call, document, event, registered.error);
  }
  const card = payment.ok ? payment.value.card : null;
  const charged = await charge(call, registered.value, card);
  return charged.ok ? ok(answerRegistered(event.id, registered.value)) : charged;
}

function takePeople({ address }: ConvioCall, { secondaries }: RegistrationDocument) {
  return takeToken("convioPeopleByAddress", address, 1 + secondaries.length);
}

function readFlags(parameters: Parameters): Result<Flags, ConvioRefusal> {
  const flags: Partial<Flags> = {};
  for (const name of FLAGS) {
    const flag = readBoolean(parameters, name);
    if (!flag.ok) return flag;
    flags[name] = flag.value;
  }
  return ok(flags as Flags);
}

/** The event that the document names; without one, that of the primary's participation type. Both must agree. */
async function findEvent(
  { events }: ConvioCall,
  { eventId, primary }: RegistrationDocument,
): Promise<Result<ConvioEvent, ConvioRefusal>> {
  if (eventId) {
    const event = await events.byId(eventId.value);
    return event ? ok(event) : refuse(2750);
  }
  const type = primary.elements.partTypeId;
  if (!type) return refuse(2765, "eventId and primaryRegistration.partTypeId are missing.");
  const event = await events.byParticipationType(type.value);
  return event ? ok(event) : refuse(2753);
}

async function readGroup(
  call: ConvioCall,
  document: RegistrationDocument,
  event: ConvioEvent,
  flags: Flags,
  payment: Group["payment"],
): Promise<Result<Group, ConvioRefusal>> {
  const { caller, parameters } = call;
  const isServer = caller.kind === "server";
  const updates = isServer ? "all" : "all-but-email";
  const members = readMembers(document, {
    currency: event.currency,
    claim: {
      trustsIds: isServer || caller.trustsIds,
      isTied: call.events.tiedTo.length > 0,
      matchesUsername: flags.match_by_username,
      selfId: isServer ? null : caller.personId,
    },
    overwrites: flags.update_constituent_profile ? updates : "nothing",
    hasSecondaryIds: isServer,
  });
  if (!members.ok) return members;
  const delegation = readTeam(document);
  if (!delegation.ok) return delegation;
  for (const { claim, rules } of members.value) {
    const brought = await bringFromIndico(event.id, claim, rules);
    if (!brought.ok) return brought;
  }
  const origin = readTexts(parameters, ["source", "sub_source"]);
  if (!origin.ok) return origin;
  const center = readCenter(parameters);
  const locale = (parameters.get("s_locale") ?? "").replaceAll("_", "-");
  return ok({
    conferenceId: event.id,
    members: members.value,
    delegation: delegation.value,
    promotionCode: document.payment.discountCode?.value ?? "",
    payment,
    isQuiet: flags.suppress_registration_autoresponders,
    locale: chooseLocale(event.languages, [locale]),
    origin: {
      source: maskNumbers(origin.value.source),
      subSource: maskNumbers(origin.value.sub_source),
      centerId: center.ok && parameters.has("center_id") ? center.value : null,
    },
  });
}

async function say(
  { caller }: ConvioCall,
  document: RegistrationDocument,
  { currency }: ConvioEvent,
  refusal: GroupRefusal,
): Promise<Result<never, ConvioRefusal>> {
  const mayKnow = caller.kind === "server" && refusal.code === "already-registered";
  const codeOfFirst = mayKnow ? await findConfirmationCode(refusal.registrationId) : null;
  return sayRefusal(refusal, document, { currency, codeOfFirst });
}

/** Charges what was held for a card; what could not be charged is released by the core. */
async function charge(
  call: ConvioCall,
  { paymentId }: RegisteredGroup,
  card: RawCard | null,
): Promise<Result<void, ConvioRefusal>> {
  if (paymentId === null || card === null) return ok(undefined);
  const charged = await chargeCard(paymentId, card, stripeCharges, call.actor, call.now);
  if (charged.ok) return ok(undefined);
  return sayCharge(charged.error);
}
