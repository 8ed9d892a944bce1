import "server-only";
import { SESSION_HOURS } from "@/lib/access/sessions";
import { db } from "@/lib/db/client";
import { KEY_HOURS } from "@/lib/lenos/request-keys";

/** As long as `readCodesOfDay` counts the codes that were mailed. */
const LINK_HOURS = 24;
/** A file that nobody fetched on the day it was made is made again. */
const EXPORT_HOURS = 24;
/** A form that was sent too late still says why it is not taken. */
const ACCESS_DAYS = 30;
/** Whoever looks into a misuse finds who was signed in. */
const STAFF_DAYS = 90;
/** The card provider keeps its events for 30 days, and sends none again after that. */
const EVENT_DAYS = 40;
/** Integrators ask within days why a call failed. */
const CALL_DAYS = 30;

/**
 * Deletes what nobody needs any more: followed links and their codes after 24 hours; kept forms after 12 hours; exported rows after 24 hours; limits
 * that are full again; sessions of the Convio dialect when they are over, event apps' tokens and request keys a day
 * later, and both dialects' logs of calls after 30 days; attendees'
 * sessions 30 days after they were used last, ended or not; staff's sessions 90 days after they were revoked or used
 * last; tries to pay by card after a day; the ids of the card provider's events after 40 days. An event that came again
 * after that would only have its payment looked up once more.
 */
export async function forgetWhatIsOver(): Promise<void> {
  const client = await db();
  await client.$executeRaw`DELETE FROM link_request WHERE created_at < now() - ${LINK_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM kept_form WHERE kept_at < now() - ${SESSION_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM kept_staff_form WHERE kept_at < now() - ${SESSION_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM export_part WHERE created_at < now() - ${EXPORT_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM rate_limit WHERE used_until < now()`;
  await client.$executeRaw`DELETE FROM convio_token WHERE expires_at < now()`;
  await client.$executeRaw`DELETE FROM convio_session WHERE expires_at < now()`;
  await client.$executeRaw`DELETE FROM convio_call WHERE at < now() - ${CALL_DAYS} * interval '1 day'`;
  await client.$executeRaw`DELETE FROM app_token WHERE expires_at < now() - ${KEY_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM app_request_key WHERE at < now() - ${KEY_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM app_call WHERE at < now() - ${CALL_DAYS} * interval '1 day'`;
  await client.$executeRaw`DELETE FROM access_session WHERE last_seen_at < now() - ${ACCESS_DAYS} * interval '1 day'`;
  await client.$executeRaw`
    DELETE FROM staff_session WHERE coalesce(revoked_at, last_seen_at) < now() - ${STAFF_DAYS} * interval '1 day'`;
  await client.$executeRaw`DELETE FROM password_reset WHERE expires_at < now() - ${LINK_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM card_try WHERE at < now() - interval '1 day'`;
  await client.$executeRaw`DELETE FROM provider_event WHERE received_at < now() - ${EVENT_DAYS} * interval '1 day'`;
}
