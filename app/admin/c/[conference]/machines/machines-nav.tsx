import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";

/** From the list of machines to the log and to what one may do. */
export function MachinesNav({ page, mayManage }: { page: string; mayManage: boolean }) {
  const t = useTranslations("admin-machines");
  const apps = useTranslations("admin-apps");
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`${page}/calls`} size="dense">
        {t("calls.title")}
      </ButtonLink>
      <ButtonLink href={`${page}/apps/calls`} size="dense">
        {apps("calls.title")}
      </ButtonLink>
      {mayManage && (
        <ButtonLink href={`${page}/try`} size="dense">
          {t("try.title")}
        </ButtonLink>
      )}
    </div>
  );
}
