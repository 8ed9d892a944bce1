import { keepStaffForm } from "@/lib/desk/kept-form";
import { actAtDesk } from "../../../../../act";
import { FILE_FORM, LARGEST_FILE_BYTES } from "../set-up-file";

type Context = RouteContext<"/admin/c/[conference]/set-up/file/upload">;

/** POST: takes a file and leads to what it would change; nothing is changed yet. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, data }) => {
    const to = `/admin/c/${slug}/set-up/file`;
    const file = data.get("file");
    if (!(file instanceof File) || file.size === 0) return { to, said: { problem: "set-up.file-missing" } };
    if (file.size > LARGEST_FILE_BYTES) return { to, said: { problem: "set-up.file-too-large" } };
    const text = (await file.text()).replaceAll("\u0000", "\ufffd");
    await keepStaffForm(staff, `${FILE_FORM}:${conference.id}`, { values: { file: text }, problems: null });
    return { to };
  });
}
