import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { dropKeptForm } from "@/lib/access/kept-form";
import { formValues, singleValue } from "@/lib/http/form-values";
import { saveDetails } from "@/lib/registration/save-details";
import { removeFile } from "@/lib/registration/save-file";
import { visitorOf } from "../../../../visitor";
import { findStep } from "../../journey";
import { keepDetails } from "../kept-details";
import { saveFiles } from "./save-files";

/** POST /r/{id}/details/save: saves the form, or keeps it as it came and shows it again with what is wrong. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/details/save">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "details");
  const form = await readForm(request);
  const values = formValues(form);
  if (!found.open) {
    if (found.ended) await keepDetails(found.ended, values, { errors: [], changedAt: null });
    return seeOther(found.to);
  }
  const { access, journey } = found;
  const page = `/r/${publicId}/details`;
  const fileErrors = await saveFiles(access.registrationId, form);

  const key = singleValue(values, "remove");
  if (key) {
    await removeFile(access.registrationId, key);
    await keepDetails(access, values, { errors: fileErrors, changedAt: null });
    return seeOther(`${page}#answer.${encodeURIComponent(key)}`);
  }
  const version = singleValue(values, "version");
  const saved = await saveDetails(
    access.registrationId,
    { values, version, locale: visitorOf(request, journey.conference.languages).locale, fileErrors },
    new Date(),
  );
  if (saved.ok) {
    await dropKeptForm(access, "details");
    return seeOther(`/r/${publicId}/${journey.openQuestions > 0 ? "pay" : "choose"}`);
  }
  if (saved.error.code === "closed") return seeOther(`/r/${publicId}`);
  const { errors, changedElsewhereAt } = saved.error;
  await keepDetails(access, values, { errors, changedAt: changedElsewhereAt?.toISOString() ?? null });
  return seeOther(page);
}
