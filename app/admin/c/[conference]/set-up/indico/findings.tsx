import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { ConnectionFinding } from "@/lib/indico/explain-connection";

const GOOD: ConnectionFinding["code"][] = ["connected", "certificate-good"];
const TO_CHECK: ConnectionFinding["code"][] = ["price-not-readable", "payment-text-not-readable"];

/** What the test of the connection found, each with what to do about it. */
export function Findings({ findings }: { findings: readonly ConnectionFinding[] }) {
  const t = useTranslations("admin-set-up.findings");
  const isReady = findings.every(({ code }) => GOOD.includes(code) || TO_CHECK.includes(code));
  return (
    <div role="status">
      <Note tone={isReady ? "ok" : "bad"} title={t(isReady ? "ready" : "not-ready")} />
      <ul className="mt-3 max-w-prose border-rule border-t">
        {findings.map((finding) => (
          <li key={finding.code} className="border-rule border-b py-2.5">
            <b>{t(GOOD.includes(finding.code) ? "good" : TO_CHECK.includes(finding.code) ? "check" : "mend")}</b>{" "}
            {t(`words.${finding.code}`, valuesOf(finding))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The values of the sentence: whatever the finding carries, as texts. */
function valuesOf(finding: ConnectionFinding) {
  const { code: _, ...carried } = finding;
  const forms = "forms" in finding ? finding.forms.map(({ id, title }) => `${id} (${title})`).join(", ") : "";
  const values = { daysLeft: "", to: "", scope: "", eventId: "", formId: "", api: "", ...carried };
  return {
    ...{ daysLeft: String(values.daysLeft), to: values.to, scope: values.scope, api: values.api },
    ...{ eventId: String(values.eventId), formId: String(values.formId), forms: forms || "–" },
  };
}
