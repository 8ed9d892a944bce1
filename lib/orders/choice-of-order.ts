import type { Choice } from "@/lib/pricing/catalogue";

/** What is needed of an order to choose the same again. */
export type Ordered = {
  lines: readonly {
    quantity: number;
    diets: readonly string[];
    category: { code: string } | null;
    service: { code: string } | null;
    promotion: { code: string } | null;
    guests: readonly { position: number; name: string; diet: string }[];
  }[];
};

/** The choice that made an order: to change it, or to take it again at the prices of now. */
export function choiceOfOrder({ lines }: Ordered): Choice {
  return {
    promotionCode: lines.find(({ promotion }) => promotion)?.promotion?.code,
    categoryCode: lines.find(({ category }) => category)?.category?.code ?? null,
    services: lines.flatMap(({ service, quantity, diets, guests }) => {
      if (!service) return [];
      const places = Array.from({ length: quantity }, (_, index) => {
        const guest = guests.find(({ position }) => position === index);
        return { guestName: guest?.name ?? "", options: { diet: guest?.diet ?? diets[index] ?? "" } };
      });
      return [{ code: service.code, quantity, places }];
    }),
  };
}
