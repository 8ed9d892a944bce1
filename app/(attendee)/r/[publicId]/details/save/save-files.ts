import "server-only";
import { takeToken } from "@/lib/limits/take-token";
import { LARGEST_FILE_BYTES } from "@/lib/questions/check-answers";
import type { FieldError } from "@/lib/questions/field-error";
import { answerName } from "@/lib/registration/save-details";
import { saveFile } from "@/lib/registration/save-file";

const PREFIX = answerName("");

/**
 * Saves the files that came with the form, each on its own: a browser cannot be given them back, so a good one is kept
 * although something else in the form is wrong.
 */
export async function saveFiles(registrationId: number, form: FormData): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  for (const [name, file] of form) {
    if (typeof file === "string" || file.size === 0 || !name.startsWith(PREFIX)) continue;
    if (file.size > LARGEST_FILE_BYTES) {
      errors.push({ key: name, code: "file-too-large" });
      continue;
    }
    if ((await takeToken("uploadsByRegistration", String(registrationId))) === "refused") {
      errors.push({ key: name, code: "too-many-files" });
      continue;
    }
    const upload = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    const saved = await saveFile(registrationId, name.slice(PREFIX.length), upload);
    if (!saved.ok && saved.error !== "not-asked") errors.push({ key: name, code: saved.error });
  }
  return errors;
}
