import { type Locale, nearestShipped, type ShippedLocale } from "@/lib/i18n/locales";
import enAdmin from "@/messages/en/admin.json";
import enAdminAccount from "@/messages/en/admin-account.json";
import enAdminAgenda from "@/messages/en/admin-agenda.json";
import enAdminApps from "@/messages/en/admin-apps.json";
import enAdminAudit from "@/messages/en/admin-audit.json";
import enAdminCatalogue from "@/messages/en/admin-catalogue.json";
import enAdminCheckIn from "@/messages/en/admin-check-in.json";
import enAdminDelegations from "@/messages/en/admin-delegations.json";
import enAdminDifferences from "@/messages/en/admin-differences.json";
import enAdminExports from "@/messages/en/admin-exports.json";
import enAdminFigures from "@/messages/en/admin-figures.json";
import enAdminMachines from "@/messages/en/admin-machines.json";
import enAdminPayments from "@/messages/en/admin-payments.json";
import enAdminRegistration from "@/messages/en/admin-registration.json";
import enAdminRegistrations from "@/messages/en/admin-registrations.json";
import enAdminSetUp from "@/messages/en/admin-set-up.json";
import enAttendee from "@/messages/en/attendee.json";
import enDemo from "@/messages/en/demo.json";
import enDocuments from "@/messages/en/documents.json";
import enEventApp from "@/messages/en/event-app.json";
import enMail from "@/messages/en/mail.json";
import enSandbox from "@/messages/en/sandbox.json";
import enSite from "@/messages/en/site.json";
import enStates from "@/messages/en/states.json";
import itAdmin from "@/messages/it/admin.json";
import itAdminAccount from "@/messages/it/admin-account.json";
import itAdminAgenda from "@/messages/it/admin-agenda.json";
import itAdminApps from "@/messages/it/admin-apps.json";
import itAdminAudit from "@/messages/it/admin-audit.json";
import itAdminCatalogue from "@/messages/it/admin-catalogue.json";
import itAdminCheckIn from "@/messages/it/admin-check-in.json";
import itAdminDelegations from "@/messages/it/admin-delegations.json";
import itAdminDifferences from "@/messages/it/admin-differences.json";
import itAdminExports from "@/messages/it/admin-exports.json";
import itAdminFigures from "@/messages/it/admin-figures.json";
import itAdminMachines from "@/messages/it/admin-machines.json";
import itAdminPayments from "@/messages/it/admin-payments.json";
import itAdminRegistration from "@/messages/it/admin-registration.json";
import itAdminRegistrations from "@/messages/it/admin-registrations.json";
import itAdminSetUp from "@/messages/it/admin-set-up.json";
import itAttendee from "@/messages/it/attendee.json";
import itDemo from "@/messages/it/demo.json";
import itDocuments from "@/messages/it/documents.json";
import itEventApp from "@/messages/it/event-app.json";
import itMail from "@/messages/it/mail.json";
import itSandbox from "@/messages/it/sandbox.json";
import itSite from "@/messages/it/site.json";
import itStates from "@/messages/it/states.json";

const en = {
  site: enSite,
  attendee: enAttendee,
  admin: enAdmin,
  "admin-account": enAdminAccount,
  "admin-agenda": enAdminAgenda,
  "admin-apps": enAdminApps,
  "admin-audit": enAdminAudit,
  "admin-catalogue": enAdminCatalogue,
  "admin-check-in": enAdminCheckIn,
  "admin-delegations": enAdminDelegations,
  "admin-differences": enAdminDifferences,
  "admin-exports": enAdminExports,
  "admin-figures": enAdminFigures,
  "admin-machines": enAdminMachines,
  "admin-payments": enAdminPayments,
  "admin-registration": enAdminRegistration,
  "admin-registrations": enAdminRegistrations,
  "admin-set-up": enAdminSetUp,
  "event-app": enEventApp,
  mail: enMail,
  documents: enDocuments,
  sandbox: enSandbox,
  demo: enDemo,
  states: enStates,
};

export type Messages = typeof en;

const CATALOGUES: Record<ShippedLocale, Messages> = {
  en,
  it: {
    site: itSite,
    attendee: itAttendee,
    admin: itAdmin,
    "admin-account": itAdminAccount,
    "admin-agenda": itAdminAgenda,
    "admin-apps": itAdminApps,
    "admin-audit": itAdminAudit,
    "admin-catalogue": itAdminCatalogue,
    "admin-check-in": itAdminCheckIn,
    "admin-delegations": itAdminDelegations,
    "admin-differences": itAdminDifferences,
    "admin-exports": itAdminExports,
    "admin-figures": itAdminFigures,
    "admin-machines": itAdminMachines,
    "admin-payments": itAdminPayments,
    "admin-registration": itAdminRegistration,
    "admin-registrations": itAdminRegistrations,
    "admin-set-up": itAdminSetUp,
    "event-app": itEventApp,
    mail: itMail,
    documents: itDocuments,
    sandbox: itSandbox,
    demo: itDemo,
    states: itStates,
  },
};

/** The whole catalogue that comes nearest to a language; Italian must have every key of English (the type says so). */
export function messagesOf(locale: Locale): Messages {
  return CATALOGUES[nearestShipped(locale)];
}
