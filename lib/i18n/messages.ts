import type { Locale } from "@/lib/i18n/locales";
import enAdmin from "@/messages/en/admin.json";
import enAttendee from "@/messages/en/attendee.json";
import enDemo from "@/messages/en/demo.json";
import enDocuments from "@/messages/en/documents.json";
import enMail from "@/messages/en/mail.json";
import enSandbox from "@/messages/en/sandbox.json";
import enSite from "@/messages/en/site.json";
import enStates from "@/messages/en/states.json";
import itAdmin from "@/messages/it/admin.json";
import itAttendee from "@/messages/it/attendee.json";
import itDemo from "@/messages/it/demo.json";
import itDocuments from "@/messages/it/documents.json";
import itMail from "@/messages/it/mail.json";
import itSandbox from "@/messages/it/sandbox.json";
import itSite from "@/messages/it/site.json";
import itStates from "@/messages/it/states.json";

const en = {
  site: enSite,
  attendee: enAttendee,
  admin: enAdmin,
  mail: enMail,
  documents: enDocuments,
  sandbox: enSandbox,
  demo: enDemo,
  states: enStates,
};

export type Messages = typeof en;

const CATALOGUES: Record<Locale, Messages> = {
  en,
  it: {
    site: itSite,
    attendee: itAttendee,
    admin: itAdmin,
    mail: itMail,
    documents: itDocuments,
    sandbox: itSandbox,
    demo: itDemo,
    states: itStates,
  },
};

/** The whole catalogue of one language; Italian must have every key of English (the type says so). */
export function messagesOf(locale: Locale): Messages {
  return CATALOGUES[locale];
}
