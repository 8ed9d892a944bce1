import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { ChoiceRow, Choices } from "@/components/ui/choice-row";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { type AppValues, MODES, RESOURCES } from "./app-form";

export type AppProblemShown = {
  code:
    | "no-mode"
    | "bad-address"
    | "unknown-category"
    | "bad-overlap"
    | "bad-rate"
    | "unknown-question"
    | "name-taken"
    | "bad-name";
  entry: string;
};

type Props = {
  values: AppValues;
  filters: {
    categories: readonly { code: string; name: string }[];
    consents: readonly { key: string; label: string }[];
  };
  problem: AppProblemShown | null;
};

/** What an app may and how it is answered, as a form. */
export function AppFields({ values, filters, problem }: Props) {
  const t = useTranslations("admin-apps");
  const error = (...codes: AppProblemShown["code"][]) =>
    problem && codes.includes(problem.code) ? t(`problems.${problem.code}`, { entry: problem.entry }) : undefined;
  const chosen = values("categories").split("\n");
  const box = (name: string) => ({ name, defaultChecked: values(name) === "yes", optional: true });
  const modes = MODES.map((mode) => ({ value: mode, label: t(`modes.${mode}.name`) }));
  return (
    <>
      <Section title={t("form.mode")} intro={t("form.mode-intro")} group className="mt-6">
        <Choices id="mode" error={error("no-mode")}>
          {MODES.map((mode) => (
            <ChoiceRow
              key={mode}
              kind="radio"
              name="mode"
              value={mode}
              title={t(`modes.${mode}.answer`)}
              about={t(`modes.${mode}.about`)}
              defaultChecked={values("mode") === mode}
            />
          ))}
        </Choices>
      </Section>
      <Section title={t("form.scopes")} group className="mt-6">
        <Checkbox {...box("mayRead")}>{t("form.may-read")}</Checkbox>
        <Checkbox {...box("seesPersonal")} hint={t("form.sees-personal-hint")}>
          {t("form.sees-personal")}
        </Checkbox>
        <Checkbox {...box("mayRegister")}>{t("form.may-register")}</Checkbox>
        <Checkbox {...box("isEnabled")} hint={t("form.is-enabled-hint")}>
          {t("form.is-enabled")}
        </Checkbox>
      </Section>
      <Section title={t("form.filter")} intro={t("form.filter-intro")} group className="mt-6">
        {filters.categories.map(({ code, name }) => (
          <Checkbox
            key={code}
            name="categories"
            id={`categories-${code}`}
            value={code}
            defaultChecked={chosen.includes(code)}
            optional
          >
            {name}
          </Checkbox>
        ))}
        <Select
          name="consentKey"
          label={t("form.consent")}
          optional="unsaid"
          defaultValue={values("consentKey")}
          error={error("unknown-question", "unknown-category")}
          options={[
            { value: "", label: t("form.consent-none") },
            ...filters.consents.map(({ key, label }) => ({ value: key, label })),
          ]}
        />
        <Checkbox {...box("includesTest")}>{t("form.includes-test")}</Checkbox>
      </Section>
      <Section title={t("form.connector")} intro={t("form.connector-intro")} group className="mt-6">
        <div className="mt-4 grid gap-5">
          <Select
            name="app"
            label={t("form.app")}
            defaultValue={values("app")}
            options={[
              { value: "spotme", label: t("form.app-spotme") },
              { value: "other", label: t("form.app-other") },
            ]}
          />
          <Checkbox {...box("takesPasswordInUrl")} hint={t("form.password-in-url-hint")}>
            {t("form.password-in-url")}
          </Checkbox>
          <Checkbox {...box("refusesAs409")} hint={t("form.refuses-as-409-hint")}>
            {t("form.refuses-as-409")}
          </Checkbox>
          <Select
            name="shape"
            label={t("form.shape")}
            defaultValue={values("shape") || "envelope"}
            options={[
              { value: "envelope", label: t("form.shape-envelope") },
              { value: "bare", label: t("form.shape-bare") },
            ]}
          />
          <Select
            name="dateOrder"
            label={t("form.date-order")}
            hint={t("form.date-order-hint")}
            optional="unsaid"
            defaultValue={values("dateOrder")}
            options={[
              { value: "", label: t("form.date-order-none") },
              { value: "mdy", label: t("form.date-order-mdy") },
              { value: "dmy", label: t("form.date-order-dmy") },
            ]}
          />
          {RESOURCES.map((resource) => (
            <Select
              key={resource}
              name={`mode-${resource}`}
              label={t("form.mode-of", { resource })}
              optional="unsaid"
              defaultValue={values(`mode-${resource}`)}
              options={[{ value: "", label: t("form.mode-same") }, ...modes]}
            />
          ))}
          <TextInput
            name="overlapSeconds"
            label={t("form.overlap")}
            hint={t("form.overlap-hint")}
            inputMode="numeric"
            defaultValue={values("overlapSeconds")}
            error={error("bad-overlap")}
          />
          <TextInput
            name="readsPerMinute"
            label={t("form.rate")}
            inputMode="numeric"
            defaultValue={values("readsPerMinute")}
            error={error("bad-rate")}
          />
          <TextInput
            name="cancelledPrefix"
            label={t("form.prefix")}
            hint={t("form.prefix-hint")}
            optional
            defaultValue={values("cancelledPrefix")}
          />
          <TextArea
            name="entries"
            label={t("form.entries")}
            hint={t("form.entries-hint")}
            optional
            rows={3}
            defaultValue={values("entries")}
            error={error("bad-address")}
          />
        </div>
      </Section>
    </>
  );
}
