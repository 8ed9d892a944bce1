import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { Button, ButtonLink, type ButtonLook } from "@/components/ui/button";
import { translated } from "@/lib/i18n/translated";
import { type Journey, leadsTo } from "@/lib/registration/load-journey";
import { mayAsk } from "../change/load-asking";
import type { AgendaRowProps } from "./agenda-row";
import { fieldsOfView } from "./agenda-view";

type Act = {
  to: "book" | "give-back";
  label: "book" | "wait" | "take" | "give-back" | "leave-list";
  look?: ButtonLook["look"];
};

/** The acts that the door would let the person do now, each a plain form. */
export function RowActs({ entry, journey, view, mayBook }: AgendaRowProps) {
  const t = useTranslations("attendee.agenda.acts");
  const { session, mine, register, leave } = entry;
  const { publicId } = journey.registration;
  const { title } = translated(session, usePageLocale());
  const acts: Act[] = [];
  if (mayBook && register.do === "register") {
    acts.push(mine?.state === "held" ? { to: "book", label: "take", look: "primary" } : { to: "book", label: "book" });
  }
  if (mayBook && register.do === "wait") acts.push({ to: "book", label: "wait" });
  if (leave.do === "leave") {
    acts.push({ to: "give-back", label: mine?.state === "registered" ? "give-back" : "leave-list", look: "quiet" });
  }
  const buy = wayToBuy(journey);
  const isSold = register.do === "refuse" && register.reason === "payment_required" && entry.places?.free !== 0;
  return (
    <>
      {acts.map(({ to, label, look }) => (
        <form
          key={label}
          action={`/r/${publicId}/agenda/${session.publicId}/${to}`}
          method="post"
          className="print:hidden"
        >
          {Object.entries(fieldsOfView(view)).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {label === "wait" && <input type="hidden" name="wait" value="yes" />}
          <Button
            type="submit"
            size="middle"
            look={look}
            className={cx(look === "quiet" && "-mx-2")}
            aria-label={`${t(label)}: ${title}`}
          >
            {t(label)}
          </Button>
        </form>
      ))}
      {isSold && !mine && buy && (
        <ButtonLink href={buy} size="middle" className="print:hidden" aria-label={`${t("buy")}: ${title}`}>
          {t("buy")}
        </ButtonLink>
      )}
    </>
  );
}

/** Where a person adds a service to what they order; null where nothing can be added. */
function wayToBuy(journey: Journey): string | null {
  const path = `/r/${journey.registration.publicId}`;
  if (leadsTo(journey, "choose")) return `${path}/choose`;
  return mayAsk(journey) ? `${path}/change` : null;
}
