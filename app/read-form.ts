import "server-only";

/** A posted form; what is no form reads as an empty one, so that the same checks answer it. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
}
