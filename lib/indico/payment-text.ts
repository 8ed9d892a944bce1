/** What Indico puts a registrant's codes into. */
const CODES = "{event_id}.{registration_id}.{registration_db_id}.{registration_form_id}|{email:url}";

/**
 * The HTML for the text of Indico's Bank Transfer plugin. The longer form of the link names the conference, so that it
 * stays right where another Indico has the same event and form.
 * @param words what the link says, in the organiser's language
 */
export function paymentText(portalUrl: string, slug: string, words: string): string {
  const safe = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<p><a href="${portalUrl}/pay/${slug}?codes=${CODES}">${safe}</a></p>`;
}
