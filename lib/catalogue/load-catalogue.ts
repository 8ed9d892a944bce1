import "server-only";
import { findPromotionByCode } from "@/lib/catalogue/load-promotion";
import type { Tx } from "@/lib/db/client";
import type { CatalogueView, CategoryView, QuotaView, ServiceView } from "@/lib/pricing/catalogue";
import type { PriceWindow } from "@/lib/pricing/price-window";

/** A conference's catalogue in one language: what the rules need, and what pages show of each item. */
export type Catalogue = Omit<CatalogueView, "categories" | "services"> & {
  readonly categories: readonly CatalogueCategory[];
  readonly services: readonly CatalogueService[];
  /** What a gift is sold as, at whatever sum is given; null: the conference takes none. */
  readonly gift: CatalogueService | null;
};
type CatalogueItem = {
  readonly id: number;
  readonly description: string;
  readonly windows: readonly (PriceWindow & Translated)[];
} & Translated;
/** Texts in the conference's other languages: `{ "it": { "name": … } }`. */
type Translated = { readonly translations: Readonly<Record<string, Readonly<Record<string, string>>>> };
export type CatalogueCategory = Omit<CategoryView, "windows"> &
  CatalogueItem & {
    /** What somebody accepts who registers in it; empty: nothing. */
    readonly waiver: string;
    /** Registered by people on a form with a CAPTCHA, never by a machine. */
    readonly needsForm: boolean;
  };
export type CatalogueService = Omit<ServiceView, "windows"> &
  CatalogueItem & {
    readonly mark: string;
    readonly place: string;
  };

/** One option asked per place; its words are the page's. */
const DIET = { key: "diet", label: "diet", required: false, choices: null } as const;

/**
 * Reads what a conference sells, as the given registrant may have it, in one language (null: the conference's own).
 * Free places count those that the registrant's own draft order holds, and those of holds that have lapsed, since both
 * are given back before places are taken. One statement, and another where a promotion code is named. It begins at those
 * orders: at the places of a quota it would walk over everybody who has one.
 */
export async function loadCatalogue(
  tx: Tx,
  {
    conferenceId,
    registrationId = 0,
    locale,
    promotionCode,
  }: {
    conferenceId: number;
    registrationId?: number | undefined;
    locale: string | null;
    promotionCode?: string | undefined;
  },
): Promise<Catalogue> {
  const [row] = await tx.$queryRaw<{ catalogue: StoredCatalogue }[]>`
    WITH windows AS (
      SELECT category_id, service_id, json_agg(json_build_object(
               'label', coalesce(nullif(translations #>> ARRAY[${locale}, 'label'], ''), label), 'fromUtc', from_at,
               'untilUtc', until_at, 'priceMinor', price_minor, 'translations', translations)
               ORDER BY from_at NULLS FIRST) AS list
        FROM price_window
       WHERE category_id IN (SELECT id FROM category WHERE conference_id = ${conferenceId})
          OR service_id IN (SELECT id FROM service WHERE conference_id = ${conferenceId})
       GROUP BY category_id, service_id
    ), freed AS (
      SELECT id FROM "order" WHERE payer_id = ${registrationId} AND state = 'draft'
      UNION SELECT id FROM "order" WHERE state IN ('draft', 'placed') AND hold_until < now()
    ), mine AS MATERIALIZED (
      SELECT p.quota_id, sum(p.count)::int AS places
        FROM freed o JOIN order_line l ON l.order_id = o.id JOIN place p ON p.order_line_id = l.id
       GROUP BY p.quota_id
    )
    SELECT json_build_object(
      'currency', c.currency, 'timeZone', c.time_zone,
      'assignedCategories', coalesce((SELECT json_agg(a.code) FROM registration r JOIN category a ON a.id = r.assigned_category_id WHERE r.id = ${registrationId}), '[]'),
      'categories', coalesce((SELECT json_agg(json_build_object(
          'id', i.id, 'code', i.code, 'name', coalesce(nullif(i.translations #>> ARRAY[${locale}, 'name'], ''), i.name),
          'description', coalesce(nullif(i.translations #>> ARRAY[${locale}, 'description'], ''), i.description),
          'translations', i.translations, 'eligibility', i.eligibility,
          'waiver', coalesce(nullif(i.translations #>> ARRAY[${locale}, 'waiver'], ''), i.waiver),
          'needsCode', i.needs_code, 'needsForm', i.needs_form,
          'taxBasisPoints', coalesce(i.tax_basis_points, c.tax_basis_points),
          'windows', coalesce((SELECT list FROM windows w WHERE w.category_id = i.id), '[]'),
          'quotaIds', (SELECT coalesce(json_agg("B" ORDER BY "B"), '[]') FROM "_CategoryToQuota" WHERE "A" = i.id)
        ) ORDER BY i.position, i.id) FROM category i WHERE i.conference_id = c.id AND i.is_active), '[]'),
      'services', coalesce((SELECT json_agg(json_build_object(
          'id', i.id, 'code', i.code, 'name', coalesce(nullif(i.translations #>> ARRAY[${locale}, 'name'], ''), i.name),
          'description', coalesce(nullif(i.translations #>> ARRAY[${locale}, 'description'], ''), i.description),
          'translations', i.translations, 'mark', i.mark,
          'place', coalesce(nullif(i.translations #>> ARRAY[${locale}, 'place'], ''), i.place),
          'taxBasisPoints', coalesce(i.tax_basis_points, c.tax_basis_points),
          'windows', coalesce((SELECT list FROM windows w WHERE w.service_id = i.id), '[]'),
          'quotaIds', (SELECT coalesce(json_agg("A" ORDER BY "A"), '[]') FROM "_QuotaToService" WHERE "B" = i.id),
          'maxPerPerson', i.max_per_person, 'startsAt', i.starts_at, 'endsAt', i.ends_at,
          'blocksTime', i.blocks_time, 'namesGuests', i.names_guests, 'asksDiet', i.asks_diet, 'isGift', i.is_gift
        ) ORDER BY i.position, i.id) FROM service i WHERE i.conference_id = c.id AND i.is_active), '[]'),
      'quotas', coalesce((SELECT json_agg(json_build_object(
          'id', q.id, 'capacity', q.capacity,
          'free', greatest(0, q.capacity - q.taken + coalesce((SELECT places FROM mine WHERE quota_id = q.id), 0))
        )) FROM quota q WHERE q.conference_id = c.id), '[]')
    ) AS catalogue FROM conference c WHERE c.id = ${conferenceId}`;
  if (!row) throw new Error(`No conference ${conferenceId}`);
  const { categories, services: stored, ...rest } = row.catalogue;
  const services = stored.map(({ asksDiet, ...item }) => ({
    ...item,
    windows: item.windows.map(toWindow),
    startsAt: toDate(item.startsAt),
    endsAt: toDate(item.endsAt),
    options: asksDiet ? [DIET] : [],
  }));
  return {
    ...rest,
    invitedCategories: [],
    promotion: await findPromotionByCode(tx, conferenceId, promotionCode),
    categories: categories.map((item) => ({
      ...item,
      windows: item.windows.map(toWindow),
    })),
    services: services.filter(({ isGift }) => !isGift),
    gift: services.find(({ isGift }) => isGift) ?? null,
  };
}

type StoredWindow = Translated & {
  label: string;
  fromUtc: string | null;
  untilUtc: string | null;
  priceMinor: number;
};
type StoredCatalogue = {
  currency: string;
  timeZone: string;
  assignedCategories: string[];
  quotas: QuotaView[];
  categories: (Omit<CatalogueCategory, "windows"> & { windows: StoredWindow[] })[];
  services: (Omit<CatalogueService, "windows" | "startsAt" | "endsAt" | "options"> & {
    windows: StoredWindow[];
    startsAt: string | null;
    endsAt: string | null;
    asksDiet: boolean;
    isGift: boolean;
  })[];
};

const toDate = (text: string | null) => (text === null ? null : new Date(text));
const toWindow = (window: StoredWindow): PriceWindow & Translated => ({
  ...window,
  fromUtc: toDate(window.fromUtc),
  untilUtc: toDate(window.untilUtc),
});
