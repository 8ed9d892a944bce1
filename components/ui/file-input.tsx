import { Paperclip } from "lucide";
import type { ReactNode } from "react";
import { controlLook, describedControl, Field, type FieldProps } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

type FileInputProps = FieldProps & {
  /** Types that the picker offers: `application/pdf,image/*`. The server checks what comes. */
  accept?: string | undefined;
  /** A file that is there already; a new one replaces it. */
  kept?: { name: string; href?: string | undefined; remove?: ReactNode } | undefined;
};

/** A file to send, with its field around it. The form needs `encType="multipart/form-data"`. */
export function FileInput({ accept, kept, ...field }: FileInputProps) {
  // Browsers give a file control no role, so ARIA has no `required` for it: the label says what is optional.
  const { "aria-required": _, ...described } = describedControl(field);
  return (
    <Field {...field}>
      {kept && (
        <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-sm">
          <Icon of={Paperclip} />
          {kept.href ? <a href={kept.href}>{kept.name}</a> : <span>{kept.name}</span>}
          {kept.remove}
        </p>
      )}
      <input
        {...described}
        type="file"
        accept={accept}
        className={controlLook(
          field.error,
          "py-1.5 pl-1.5 text-sm file:mr-3 file:min-h-8 file:cursor-pointer file:rounded-sm file:border file:border-edge file:bg-paper file:px-3 file:font-semibold file:text-ink hover:file:bg-sunk",
        )}
      />
    </Field>
  );
}
