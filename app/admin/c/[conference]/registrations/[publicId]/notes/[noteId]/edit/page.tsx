import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import { LONGEST_NOTE, loadNotes } from "@/lib/registration/notes";
import { Desk } from "../../../../../../../desk";
import { requireAtRegistration } from "../../../at-registration";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.notes"))("edit-title") };
}

/** A note's author words it anew. */
export default async function EditNotePage(
  props: PageProps<"/admin/c/[conference]/registrations/[publicId]/notes/[noteId]/edit">,
) {
  const { noteId, ...of } = await props.params;
  const { at, view, page } = await requireAtRegistration(
    of,
    "registrations.edit",
    `notes/${encodeURIComponent(noteId)}/edit`,
  );
  const note = (await loadNotes(view.registration.id)).find(({ publicId }) => publicId === noteId);
  if (note?.staffId !== at.staff.id) redirect(`${page}?problem=registration.note-not-yours`);
  const t = await getTranslations("admin-registration.notes");
  return (
    <Desk at={at} current="registrations" title={t("edit-title")}>
      <form action={`${page}/notes/${noteId}/save`} method="post" className="mt-5 max-w-prose">
        <TextArea name="text" label={t("text")} defaultValue={note.text} rows={5} maxLength={LONGEST_NOTE} />
        <p className="mt-4 flex flex-wrap gap-2">
          <Button type="submit" look="primary" size="middle">
            {t("save")}
          </Button>
          <ButtonLink href={page} size="middle">
            {t("leave")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
