import { Plus } from "lucide";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { countRows } from "@/lib/conference/item-form";
import { singleValue } from "@/lib/http/form-values";
import { type ShownForm, TextField, TranslationFields } from "./form-fields";
import { useFormWords } from "./form-words";

type RowsProps = { form: ShownForm; name: "prices" | "choices"; row: (at: string) => React.ReactNode };

/** Rows of a form, each with a button that takes it out, and one that adds another; both work without a script. */
function FormRows({ form, name, row }: RowsProps) {
  const { t, textOf } = useFormWords();
  const filled = countRows(form.values, name);
  const count = filled + (singleValue(form.values, "more") === name || filled === 0 ? 1 : 0);
  const problem = form.problems.find(({ field }) => field === name);
  return (
    <div id={name}>
      {problem && (
        <p className="mt-3 border-l-4 border-bad pl-3.5 font-semibold text-bad" role="alert">
          {textOf(problem)}
        </p>
      )}
      {Array.from({ length: count }, (_, i) => `${name}.${i}`).map((at, i) => (
        <fieldset key={at} className="mt-5 border-rule border-b pb-5">
          <legend className="font-semibold">{t(`rows.${name}`, { number: i + 1 })}</legend>
          <Fields className="mt-1">{row(`${at}.`)}</Fields>
          <p className="mt-3">
            <Button type="submit" name="less" value={at} size="dense" look="quiet">
              {t(`remove.${name}`, { number: i + 1 })}
            </Button>
          </p>
        </fieldset>
      ))}
      <p className="mt-4">
        <Button type="submit" name="more" value={name} size="dense">
          <Icon of={Plus} />
          {t(`more.${name}`)}
        </Button>
      </p>
    </div>
  );
}

/** Price windows: label, from, until, price. */
export function PriceRows({ form, currency }: { form: ShownForm; currency: string }) {
  const { t } = useFormWords();
  return (
    <FormRows
      form={form}
      name="prices"
      row={(at) => (
        <>
          <TextField form={form} name={`${at}label`} width="half" />
          <TextField form={form} name={`${at}price`} width="half" hint={t("hints.price", { currency })} decimal />
          <TextField form={form} name={`${at}from`} type="datetime-local" width="half" optional />
          <TextField form={form} name={`${at}until`} type="datetime-local" width="half" optional />
          <TranslationFields form={form} at={at} names={["label"]} width="half" />
        </>
      )}
    />
  );
}

/** The choices of a question: what is kept, and what people read. */
export function ChoiceRows({ form }: { form: ShownForm }) {
  return (
    <FormRows
      form={form}
      name="choices"
      row={(at) => (
        <>
          <TextField form={form} name={`${at}value`} width="third" code />
          <TextField form={form} name={`${at}label`} width="third" />
          <TranslationFields form={form} at={at} names={[""]} width="third" />
        </>
      )}
    />
  );
}
