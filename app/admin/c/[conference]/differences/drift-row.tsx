import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import type { Repair } from "@/lib/drift/compare";
import type { ListedDrift } from "@/lib/drift/load-drifts";
import { REPAIRS_OF } from "@/lib/drift/repair";

type DriftRowProps = {
  drift: ListedDrift;
  words: { who: string; sentence: string; ours: string; theirs: string };
  since: string;
  registrationHref: string | null;
  mayRepair: boolean;
};

/** One difference: a sentence, both values, what is suggested, and the other ways. */
export function DriftRow({ drift, words, since, registrationHref, mayRepair }: DriftRowProps) {
  const t = useTranslations("admin-differences");
  const { publicId, kind, state, reason } = drift;
  const suggested = drift.suggested as Repair;
  const isOpen = state === "open" || state === "waiting" || state === "accepted";
  const act = (repair: Repair, look: "second" | "quiet") =>
    repair === "record" ? (
      registrationHref && (
        <ButtonLink key={repair} href={registrationHref} size="dense" look={look}>
          {t("acts.record")}
        </ButtonLink>
      )
    ) : (
      <Button
        key={repair}
        type="submit"
        name="one"
        value={`${publicId}:${repair}`}
        size="dense"
        look={look}
        aria-label={t("act-of", { act: t(`acts.${repair}`), who: words.who })}
      >
        {t(`acts.${repair}`)}
      </Button>
    );
  const others = REPAIRS_OF[kind].filter((repair) => repair !== suggested && repair !== "accept");
  return (
    <li className="flex gap-3 border-rule border-b py-3">
      {mayRepair && isOpen && (
        <input
          type="checkbox"
          name="ids"
          value={publicId}
          aria-label={t("choose", { who: words.who })}
          className="mt-1"
        />
      )}
      <div className="min-w-0 grow">
        <p className="font-semibold">
          {registrationHref ? <a href={registrationHref}>{words.sentence}</a> : words.sentence}
        </p>
        <p className="break-words text-sm">
          {words.ours} · {words.theirs}
        </p>
        <p className="text-ink-soft text-xs">
          {t(`kinds.${kind}`)} · {t(`states.${state}`)} · {t("since", { at: since })}
        </p>
        {state === "accepted" && reason && <p className="text-sm">{t("accepted-because", { reason })}</p>}
        {mayRepair && isOpen && (
          <div className="mt-2 flex flex-wrap items-start gap-2">
            {suggested !== "accept" && act(suggested, "second")}
            <details className="min-w-0">
              <summary className="min-h-control-dense cursor-pointer py-1 text-sm">
                {suggested === "accept" ? `${t("suggested")}: ${t("acts.accept")}` : t("more")}
              </summary>
              <div className="mt-1 flex flex-wrap items-end gap-2">
                {others.map((repair) => act(repair, "quiet"))}
                <TextInput name={`reason:${publicId}`} label={t("reason")} optional="unsaid" maxLength={300} />
                {act("accept", "second")}
              </div>
            </details>
          </div>
        )}
      </div>
    </li>
  );
}
