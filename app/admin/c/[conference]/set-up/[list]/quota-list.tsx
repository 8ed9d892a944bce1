import { useTranslations } from "next-intl";
import { QuotaBar } from "@/components/ui/quota-bar";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import { itemPage } from "./lists";

/** Every pool of places with what is sold and held of it, and what draws on it. */
export function QuotaList({ slug, loaded }: { slug: string; loaded: LoadedSetup }) {
  const t = useTranslations("admin-catalogue");
  const items = [...loaded.categories, ...loaded.services].map(({ item }) => item);
  return (
    <ul className="grid max-w-[60rem] gap-x-10 gap-y-6 md:grid-cols-2">
      {loaded.quotas.map(({ id, name, item, sold, held, allowance }) => {
        const users = items.filter(({ quotas }) => quotas.includes(name)).map((one) => one.name);
        return (
          <li key={id} className="min-w-0">
            <QuotaBar
              title={name}
              href={itemPage(slug, "quotas", id)}
              sold={sold}
              held={held}
              capacity={item.capacity}
            />
            <p className="mt-1 text-xs text-ink-soft">
              {users.length ? t("quota.drawn-by", { names: users.join(", ") }) : t("quota.drawn-by-nothing")}
              {allowance > 0 && ` ${t("quota.allowance", { allowance })}`}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
