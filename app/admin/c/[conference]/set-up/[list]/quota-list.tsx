import { useTranslations } from "next-intl";
import { QuotaBar } from "@/components/ui/quota-bar";
import { findUsers } from "@/lib/conference/edit-item";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import { itemPage } from "./lists";

/** Every pool of places with what is sold and held of it, and what draws on it. */
export function QuotaList({ slug, loaded }: { slug: string; loaded: LoadedSetup }) {
  const t = useTranslations("admin-catalogue");
  return (
    <ul className="grid max-w-[60rem] gap-x-10 gap-y-6 md:grid-cols-2">
      {loaded.quotas.map(({ id, name, item, sold, held, allowance }) => {
        const users = findUsers(loaded.setup, "quotas", name);
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
