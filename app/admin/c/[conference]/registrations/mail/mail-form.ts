/** The name under which the mail that somebody writes to many is kept. */
export const MAIL_FORM = "registrations.mail";
