import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, db, type Tx } from "@/lib/db/client";
import type { Locale } from "@/lib/i18n/locales";
import { languageOf, translated } from "@/lib/i18n/translated";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { findWording, hasAccepted, waiverKey } from "./waiver";

/** `"changed"`: the words are no longer those that the page showed. */
export type WaiverRefusal = "not-found" | "changed";

/**
 * Keeps that a person accepts what the category on their own draft, or on a placed order, demands: when, and in which
 * words. Once more the same changes nothing.
 * @param key of the wording that the page showed (`waiverKey`)
 */
export function acceptWaiver(
  registrationId: number,
  key: string,
  actor: Actor,
  now: Date,
): Promise<Result<void, WaiverRefusal>> {
  return attempt<void, WaiverRefusal>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    const isTheirs = { OR: [{ state: "placed" as const }, { state: "draft" as const, payerId: registrationId }] };
    const [asked] = await readAsked(tx, { registrationId, order: isTheirs });
    if (!asked) return err("not-found");
    const text = findWording(asked.category, key);
    if (text === null) return err("changed");
    if (asked.registration.waiverText === text) return ok(undefined);
    await tx.registration.update({
      where: { id: registrationId },
      data: { waiverAcceptedAt: now, waiverText: text },
    });
    const { conferenceId, waiverText: before } = asked.registration;
    const event = {
      ...{ what: "registration.waiver-accepted", object: "registration", objectId: registrationId },
      ...(before ? { before: { text: before } } : {}),
      after: { category: asked.category.code, text },
    };
    await publish(tx, { conferenceId, actor, registrations: [], audit: [event] });
    return ok(undefined);
  });
}

/**
 * What a person who is on a placed order has still to accept, in a language: staff chose their category, or entered or
 * transferred the registration. Null: nothing, or it was accepted.
 */
export async function findMissingWaiver(
  registrationId: number,
  locale: Locale,
): Promise<{ key: string; text: string; lang: Locale } | null> {
  const [asked] = await readAsked(await db(), { registrationId, order: { state: "placed" } });
  if (!asked || hasAccepted(asked.category, asked.registration.waiverText)) return null;
  const text = translated(asked.category, locale).waiver;
  return { key: waiverKey(text), text, lang: languageOf(asked.category, "waiver", locale) };
}

/** Whether everybody on an order has accepted what their category demands. The caller has locked its registrations. */
export async function isWaived(tx: Tx, orderId: number): Promise<boolean> {
  const asked = await readAsked(tx, { orderId });
  return asked.every(({ category, registration }) => hasAccepted(category, registration.waiverText));
}

async function readAsked(tx: Tx, where: NonNullable<Parameters<Tx["orderLine"]["findMany"]>[0]>["where"]) {
  const lines = await tx.orderLine.findMany({
    where: { ...where, category: { waiver: { not: "" } } },
    orderBy: { id: "asc" },
    select: {
      category: { select: { code: true, waiver: true, translations: true } },
      registration: { select: { conferenceId: true, waiverText: true } },
    },
  });
  return lines.flatMap(({ category, registration }) => {
    if (!category) return [];
    const translations = category.translations as Record<string, Record<string, string>>;
    return [{ category: { ...category, translations }, registration }];
  });
}
