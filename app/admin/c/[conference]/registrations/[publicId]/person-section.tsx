import { useLocale, useTranslations } from "next-intl";
import { StateMark } from "@/components/staff/state-mark";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import type { DeskView } from "@/lib/registration/load-for-desk";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";
import { useReasons } from "../../reasons";

/** Who this is, whether they are here, and what Indico shows; with the acts that belong to it. */
export function PersonSection({ view, at }: { view: DeskView; at: AtDesk }) {
  const t = useTranslations("admin.registration");
  const locale = useLocale();
  const { registration } = view;
  const { conference, mirror, checkedInAt, publicId } = registration;
  const time = (at: Date) => formatDateTime(at, conference.timeZone, locale);
  const page = registrationPage(conference.slug, publicId);
  const mayCheckIn = at.may("registrations.check-in") && registration.state === "active";
  const again = useTranslations("admin-registration.indico");
  const hasWish = mirror !== null && (mirror.wantPaid !== null || mirror.wantCheckedIn !== null);
  const isParked = mirror?.state === "parked";
  const mayRetry = at.may("indico.retry") && (isParked || (hasWish && mirror.state !== "not_linked"));
  return (
    <Section title={t("person")} className="mt-6">
      <DefinitionList
        className="mt-2 max-w-prose"
        items={[
          { term: t("number"), value: registration.number },
          { term: t("email"), value: registration.email },
          { term: t("affiliation"), value: registration.affiliation || t("none") },
          { term: t("category"), value: registration.category?.name ?? t("not-chosen") },
          { term: t("presence"), value: checkedInAt ? t("here-since", { time: time(checkedInAt) }) : t("not-here") },
          { term: t("indico"), value: <IndicoLine view={view} /> },
        ]}
      />
      <div className="mt-4 flex flex-wrap gap-2">
        {mayCheckIn && (
          <form action={`${page}/${checkedInAt ? "undo-check-in" : "check-in"}`} method="post">
            <Button type="submit" size="middle" look={checkedInAt ? "second" : "primary"}>
              {checkedInAt ? t("undo-check-in") : t("check-in")}
            </Button>
          </form>
        )}
        {mayRetry && (
          <form action={`${page}/retry-indico`} method="post">
            {!isParked && <input type="hidden" name="again" value="yes" />}
            <Button type="submit" size="middle">
              {isParked ? t("retry-indico") : again("send-again")}
            </Button>
          </form>
        )}
      </div>
    </Section>
  );
}

function IndicoLine({ view }: { view: DeskView }) {
  const t = useTranslations("admin.registration");
  const locale = useLocale();
  const reasons = useReasons();
  const { indicoDbId, indicoFriendlyId, mirror, conference } = view.registration;
  if (indicoDbId === null) return t("not-from-indico");
  return (
    <>
      {t("indico-number", { number: indicoFriendlyId ?? indicoDbId })}{" "}
      {mirror && <StateMark group="mirror" state={mirror.state} quiet={mirror.state === "in_step"} />}
      {mirror?.reason && <span className="block font-normal text-ink-soft">{reasons.indico(mirror.reason)}</span>}
      {mirror?.seenAt && (
        <span className="block font-normal text-ink-soft">
          {t("indico-seen", {
            paid: String(mirror.seenPaid ?? false),
            here: String(mirror.seenCheckedIn ?? false),
            time: formatDateTime(mirror.seenAt, conference.timeZone, locale),
          })}
        </span>
      )}
    </>
  );
}
