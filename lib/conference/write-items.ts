import "server-only";
import { compareFields, type SetupChange } from "@/lib/conference/compare-fields";
import type {
  Setup,
  SetupCategory,
  SetupPrice,
  SetupPromotion,
  SetupQuestion,
  SetupService,
} from "@/lib/conference/conference-file";
import { describeSetup, type StoredConference } from "@/lib/conference/describe-setup";
import { LIST_OBJECTS, type ListName, nameOf, type OfferedList } from "@/lib/conference/rename-item";
import { instantOf } from "@/lib/conference/spell-setup";
import { idOf, writeRoomsAndTags, writeSessions } from "@/lib/conference/write-agenda";
import type { Tx } from "@/lib/db/client";
import type { QuestionType } from "@/lib/db/generated/client";
import { parseDecimal } from "@/lib/money/money";

type Row = { id: number; position: number };

/** Writes every list of the set-up, each item known by its name, code or key. For one use. */
export class ItemWriter {
  readonly #changes: SetupChange[] = [];
  readonly #quotaIds = new Map<string, number>();
  readonly #categoryIds = new Map<string, number>();
  readonly #serviceIds = new Map<string, number>();
  readonly #before: Setup | null;

  constructor(
    readonly tx: Tx,
    readonly conferenceId: number,
    readonly setup: Setup,
    readonly stored: StoredConference | null,
    /** Quotas that may be lowered below what is taken. */
    readonly keepSold: readonly string[] = [],
  ) {
    this.#before = stored && describeSetup(stored, setup.conference);
  }

  /** What points to something goes before it, and comes after it. */
  async writeAll(): Promise<SetupChange[]> {
    const { tx, setup } = this;
    await this.#removeMissing("questions", (id) => tx.question.delete({ where: { id } }));
    await this.#removeMissing("sessions", (id) => tx.session.delete({ where: { id } }));
    await this.#removeMissing("promotions", (id) => tx.promotion.delete({ where: { id } }));
    await this.#removeMissing("categories", (id) => tx.category.delete({ where: { id } }));
    for (const quota of setup.quotas) await this.#writeQuota(quota);
    for (const [position, category] of setup.categories.entries()) await this.#writeCategory(category, position);
    for (const [position, service] of setup.services.entries()) await this.#writeService(service, position);
    for (const [position, question] of setup.questions.entries()) await this.#writeQuestion(question, position);
    for (const [position, promotion] of setup.promotions.entries()) await this.#writePromotion(promotion, position);
    await this.#writeAgenda();
    await this.#removeMissing("services", (id) => tx.service.delete({ where: { id } }));
    await this.#removeMissing("quotas", (id) => tx.quota.delete({ where: { id } }));
    return this.#changes;
  }

  async #removeMissing(list: ListName, remove: (id: number) => Promise<unknown>): Promise<void> {
    const wanted = this.setup[list].map(nameOf);
    for (const row of this.stored?.[list] ?? []) {
      const name = nameOf(row);
      if (wanted.includes(name)) continue;
      await remove(row.id);
      this.#note(compareFields(LIST_OBJECTS[list], name, this.#old(list, name), null), row.id);
    }
  }

  #old(list: ListName, name: string): object | null {
    return this.#before?.[list].find((item) => nameOf(item) === name) ?? null;
  }

  #note(change: SetupChange | null, id: number): void {
    if (change) this.#changes.push({ ...change, audit: { ...change.audit, objectId: id } });
  }

  async #writeQuota(quota: Setup["quotas"][number]): Promise<void> {
    const { name, capacity } = quota;
    const row = this.stored?.quotas.find((stored) => stored.name === name);
    // Places that staff granted beyond the old capacity may lie within the new one.
    const beyond = Math.max(0, (row?.taken ?? 0) - capacity);
    const allowance = this.keepSold.includes(name) ? beyond : Math.min(row?.allowance ?? 0, beyond);
    const old = row ? { name, capacity: row.capacity, allowance: row.allowance } : null;
    const isSame = row?.capacity === capacity;
    const change = isSame ? null : compareFields("quota", name, old, row ? { name, capacity, allowance } : quota);
    let id = row?.id;
    if (row && change) await this.tx.quota.update({ where: { id: row.id }, data: { capacity, allowance } });
    id ??= (await this.tx.quota.create({ data: { conferenceId: this.conferenceId, name, capacity } })).id;
    this.#quotaIds.set(name, id);
    this.#note(change, id);
  }

  async #writeCategory(category: SetupCategory, position: number): Promise<void> {
    const { conferenceId } = this;
    const row = this.stored?.categories.find(({ code }) => code === category.code);
    const change = this.#compare("categories", category, position, row);
    if (row) this.#categoryIds.set(category.code, row.id);
    if (!change) return;
    const { translations, eligibility, waiver, needsCode, needsForm } = category;
    const columns = { ...itemColumns(category), position, translations, eligibility, waiver, needsCode, needsForm };
    const quotas = this.#idsOf(category.quotas, this.#quotaIds);
    const { id } = row
      ? await this.tx.category.update({ where: { id: row.id }, data: { ...columns, quotas: { set: quotas } } })
      : await this.tx.category.create({ data: { ...columns, conferenceId, quotas: { connect: quotas } } });
    this.#categoryIds.set(category.code, id);
    if (!row || change.fields.includes("prices")) await this.#writePrices({ categoryId: id }, category.prices);
    this.#note(change, id);
  }

  async #writeService(service: SetupService, position: number): Promise<void> {
    const { conferenceId } = this;
    const row = this.stored?.services.find(({ code }) => code === service.code);
    const change = this.#compare("services", service, position, row);
    if (row) this.#serviceIds.set(service.code, row.id);
    if (!change) return;
    const { mark, place, blocksTime, maxPerPerson, namesGuests, asksDiet, isGift, translations } = service;
    const columns = {
      ...itemColumns(service),
      ...{ position, mark, place, blocksTime, maxPerPerson, namesGuests, asksDiet, isGift, translations },
      startsAt: this.#instant(service.startsAt),
      endsAt: this.#instant(service.endsAt),
    };
    const quotas = this.#idsOf(service.quotas, this.#quotaIds);
    const { id } = row
      ? await this.tx.service.update({ where: { id: row.id }, data: { ...columns, quotas: { set: quotas } } })
      : await this.tx.service.create({ data: { ...columns, conferenceId, quotas: { connect: quotas } } });
    this.#serviceIds.set(service.code, id);
    if (!row || change.fields.includes("prices")) await this.#writePrices({ serviceId: id }, service.prices);
    this.#note(change, id);
  }

  async #writePromotion(promotion: SetupPromotion, position: number): Promise<void> {
    const { conferenceId } = this;
    const row = this.stored?.promotions.find(({ code }) => code === promotion.code);
    const change = this.#compare("promotions", promotion, position, row);
    if (!change) return;
    const { code, label, percent, amount, from, until, quota, isActive } = promotion;
    const columns = {
      ...{ code, label, position, isActive },
      basisPoints: percent === null ? null : basisPoints(percent),
      amountMinor: amount === null ? null : this.#minor(amount),
      fromAt: this.#instant(from),
      untilAt: this.#instant(until),
      quotaId: quota === null ? null : idOf(this.#quotaIds, quota),
    };
    const categories = this.#idsOf(promotion.categories, this.#categoryIds);
    const services = this.#idsOf(promotion.services, this.#serviceIds);
    const { id } = row
      ? await this.tx.promotion.update({
          where: { id: row.id },
          data: { ...columns, categories: { set: categories }, services: { set: services } },
        })
      : await this.tx.promotion.create({
          data: { ...columns, conferenceId, categories: { connect: categories }, services: { connect: services } },
        });
    this.#note(change, id);
  }

  async #writeAgenda(): Promise<void> {
    const { tx, conferenceId, setup, stored } = this;
    const writing = { tx, conferenceId, setup, stored, before: this.#before };
    const ids = { quotas: this.#quotaIds, services: this.#serviceIds, categories: this.#categoryIds };
    this.#changes.push(...(await writeRoomsAndTags(writing)), ...(await writeSessions(writing, ids)));
  }

  async #writeQuestion(question: SetupQuestion, position: number): Promise<void> {
    const { conferenceId } = this;
    const row = this.stored?.questions.find(({ key }) => key === question.key);
    const change = this.#compare("questions", question, position, row);
    if (!change) return;
    const { categories, type, eraseAfter, ...same } = question;
    const columns = {
      ...same,
      position,
      type: type.replace("-", "_") as QuestionType,
      eraseAfter: eraseAfter === null ? null : new Date(eraseAfter),
    };
    const ids = this.#idsOf(categories, this.#categoryIds);
    const { id } = row
      ? await this.tx.question.update({ where: { id: row.id }, data: { ...columns, categories: { set: ids } } })
      : await this.tx.question.create({ data: { ...columns, conferenceId, categories: { connect: ids } } });
    this.#note(change, id);
  }

  /** The place in its list is part of what a thing is: people see it. */
  #compare(list: OfferedList, item: { code: string } | { key: string }, position: number, row?: Row) {
    const name = nameOf(item);
    const old = row ? { ...this.#old(list, name), position: row.position } : null;
    return compareFields(LIST_OBJECTS[list], name, old, { ...item, position });
  }

  #idsOf(names: readonly string[], ids: ReadonlyMap<string, number>): { id: number }[] {
    return names.flatMap((name) => {
      const id = ids.get(name);
      return id === undefined ? [] : [{ id }];
    });
  }

  async #writePrices(of: { categoryId: number } | { serviceId: number }, prices: SetupPrice[]): Promise<void> {
    await this.tx.priceWindow.deleteMany({ where: of });
    await this.tx.priceWindow.createMany({
      data: prices.map(({ label, translations, from, until, price }) => ({
        ...of,
        label,
        translations,
        fromAt: this.#instant(from),
        untilAt: this.#instant(until),
        priceMinor: this.#minor(price),
      })),
    });
  }

  #instant(local: string | null): Date | null {
    return local === null ? null : instantOf(local, this.setup.conference.timeZone);
  }

  #minor(price: string): number {
    const amount = parseDecimal(price, this.setup.conference.currency);
    if (!amount.ok) throw new RangeError(`Not a price: ${price}`);
    return amount.value.minor;
  }
}

function itemColumns({ code, name, description, taxPercent, isActive }: SetupCategory | SetupService) {
  return { code, name, description, isActive, taxBasisPoints: taxPercent === null ? null : basisPoints(taxPercent) };
}

/** 5.5 percent as 550. */
export function basisPoints(percent: number): number {
  return Math.round(percent * 100);
}
