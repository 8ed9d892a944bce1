import "server-only";
import { readOwnOr } from "@/lib/access/ask-by-registration";
import { readFollowedLink } from "@/lib/access/read-link";
import { BATCH_KINDS } from "@/lib/batches/kinds";
import { runBatch } from "@/lib/batches/run-batch";
import { promoteWaiting } from "@/lib/bookings/promote-waiting";
import { readForPrefill, readLink } from "@/lib/indico/read-for-foyer";
import { writeToIndico } from "@/lib/indico/write-to-indico";
import type { Handlers } from "@/lib/jobs/queue";
import { sweep } from "@/lib/jobs/sweep";
import { deliverMail } from "@/lib/mail/deliver-mail";
import { writeMirror } from "@/lib/mirror/write-mirror";
import { openPage } from "@/lib/payments/begin-card-payment";
import { cardAddresses } from "@/lib/payments/card-addresses";
import { endLostCharge } from "@/lib/payments/charge-card";
import { leaveCardPayment } from "@/lib/payments/leave-card-payment";
import { lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { sendRefund } from "@/lib/payments/send-refund";
import { renderAgain } from "@/lib/publish/render-again";
import { isPrefillWanted, JOB_WAITS_MS, prefillRegistration } from "@/lib/registration/prefill";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { stripeCharges } from "@/lib/stripe/stripe-charges";
import { stripeRefunds } from "@/lib/stripe/stripe-refunds";

/** Every job with what it does: here, and only here, the core meets the adapters that it works with. */
export const handlers: Handlers = {
  "link.read": ({ linkRequestId }) => readFollowedLink(linkRequestId, readOwnOr(readLink)),

  "registration.prefill": async ({ registrationId }) => {
    if (!(await isPrefillWanted(registrationId))) return;
    const prefilled = await prefillRegistration(registrationId, readForPrefill, JOB_WAITS_MS);
    if (prefilled === "late") throw new Error("Indico did not answer");
  },

  "mail.send": ({ mailId }) => deliverMail(mailId),

  "payment.look-up": async ({ checkoutId }) => {
    const actor = { kind: "job", id: "payment.look-up" } as const;
    const found = await lookUpCardPayment(checkoutId, stripeCards, actor, new Date());
    if (found === "unreachable") throw new Error("The card provider did not answer");
  },

  "payment.open": async ({ paymentId, registrationPublicId }) => {
    const actor = { kind: "job", id: "payment.open" } as const;
    await openPage(paymentId, stripeCards, cardAddresses(registrationPublicId), actor);
  },

  "payment.end-charge": async ({ paymentId }) => {
    const actor = { kind: "job", id: "payment.end-charge" } as const;
    await endLostCharge(paymentId, stripeCharges, actor, new Date());
  },

  "payment.close": async ({ orderId }) => {
    const actor = { kind: "job", id: "payment.close" } as const;
    const left = await leaveCardPayment(orderId, stripeCards, actor, new Date());
    if (left === "unreachable") throw new Error("The card provider did not answer");
  },

  "refund.send": async ({ refundId }) => {
    const actor = { kind: "job", id: "refund.send" } as const;
    const sent = await sendRefund(refundId, stripeRefunds, actor, new Date());
    if (sent === "unreachable") throw new Error("The card provider did not answer");
  },

  "mirror.write": ({ registrationId }) => writeMirror(registrationId, writeToIndico),

  "session.promote": ({ sessionId }) => promoteWaiting(sessionId, new Date()),

  "feed.render": async ({ conferenceId }) => {
    await renderAgain(conferenceId);
  },

  "batch.run": ({ batchId }) => runBatch(batchId, BATCH_KINDS),

  sweep,
};
