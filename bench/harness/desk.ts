import { encode } from "next-auth/jwt";
import { AUTH_SECRET } from "../bench";
import { query } from "./database";

const STAFF_COOKIE = "foyer-staff";

/** A staff member who may do everything, signed in. @returns their browser's cookie */
export async function seedStaff(databaseUrl: string): Promise<{ name: string; value: string }> {
  const sid = "SESSIONOFTHEBENCH2";
  await query(
    databaseUrl,
    `WITH member AS (INSERT INTO staff (email, name) VALUES ('bench@example.org', 'Bench') ON CONFLICT (email) DO UPDATE SET name = 'Bench' RETURNING id),
          role AS (INSERT INTO staff_role (staff_id, role) SELECT id, 'admin' FROM member)
     INSERT INTO staff_session (id, staff_id) SELECT '${sid}', id FROM member ON CONFLICT DO NOTHING`,
  );
  return { name: STAFF_COOKIE, value: await encode({ token: { sid }, secret: AUTH_SECRET }) };
}

/** Family names and given names that are typed with accents and without. */
const FAMILY =
  "Sjöström Nguyễn Wójcik Halldórsdóttir Straße O'Brien Şahin Müller García Łukaszewicz Kowalski Rossi Bianchi Dubois Lefèvre Andersson Bæk Ødegård Novák Dvořák Horváth Szabó Popescu Ionescu Papadopoulos Yılmaz Öztürk Silva Gonçalves Fernández".split(
    " ",
  );
const GIVEN =
  "Ásta Björn Chloé Dóra Émile François Gülşen Håkan Íris José Kateryna Łucja María Noël Ólafur Pål Quỳnh René Søren Thị Úrsula Václav Wiktoria Ximena Ýmir Zoë Anna Marco Elin Kofi".split(
    " ",
  );
const PLACES = "Galway Aveiro Kiel Bergen Gdańsk Zürich Reykjavík Málaga Kraków Nantes".split(" ");
const COUNTRIES = "IE PT DE NO PL CH IS ES FR IT".split(" ");

/**
 * Registrations as a busy conference has them, by SQL: of ten, eight ordered a fee and a dinner, six paid, one cancelled,
 * one only began; Indico knows all. What they are found by is written at the end by the triggers' own function: within
 * one large statement each call would walk all orders of that statement.
 */
export async function seedRegistrations(databaseUrl: string, conferenceId: number, count: number): Promise<void> {
  const list = (words: string[]) => `ARRAY['${words.map((word) => word.replaceAll("'", "''")).join("','")}']`;
  const pick = (words: string[], by: string) => `(${list(words)})[1 + (${by}) % ${words.length}]`;
  const statements = [
    `ALTER TABLE registration DISABLE TRIGGER registration_is_indexed`,
    `ALTER TABLE "order" DISABLE TRIGGER order_is_indexed`,
    `INSERT INTO registration (public_id, conference_id, number, state, email, first_name, last_name, affiliation, country, details_at,
            category_id, indico_db_id, indico_friendly_id, indico_state, prefill, checked_in_at, created_at, updated_at)
     SELECT 'B' || ${conferenceId} || 'R' || n, ${conferenceId}, n,
            (CASE WHEN n % 10 < 8 THEN 'active' WHEN n % 10 = 8 THEN 'cancelled' ELSE 'draft' END)::registration_state,
            'person' || n || '@' || lower(${pick(["tide", "gauge", "ocean", "harbour"], "n")}) || '.example.org',
            ${pick(GIVEN, "n / 7")}, ${pick(FAMILY, "n")} || CASE WHEN n % 3 = 0 THEN '' ELSE '-' || ${pick(FAMILY, "n / 31")} END,
            'University of ' || ${pick(PLACES, "n / 3")}, ${pick(COUNTRIES, "n / 3")}, now(),
            (SELECT min(id) FROM category WHERE conference_id = ${conferenceId}), n, n, 'complete', 'done',
            CASE WHEN n % 10 < 3 THEN now() END, now() - (n % 90) * interval '1 day', now()
       FROM generate_series(1, ${count}) n`,
    `INSERT INTO "order" (public_id, conference_id, number, payer_id, state, currency, total_minor, way, reference, placed_at, settled_at, created_at, updated_at)
     SELECT 'B' || ${conferenceId} || 'O' || number, ${conferenceId}, number, id, 'placed', 'EUR', 62500, 'transfer',
            'RF00B' || ${conferenceId} || 'X' || number, created_at, CASE WHEN number % 10 < 6 THEN created_at END, created_at, now()
       FROM registration WHERE conference_id = ${conferenceId} AND number % 10 < 8`,
    `INSERT INTO order_line (order_id, registration_id, category_id, service_id, name, quantity, unit_minor, gross_minor, tax_basis_points, tax_minor, diets)
     SELECT o.id, o.payer_id, CASE WHEN item = 1 THEN (SELECT min(id) FROM category WHERE conference_id = ${conferenceId}) END,
            CASE WHEN item = 2 THEN (SELECT min(id) FROM service WHERE conference_id = ${conferenceId}) END,
            CASE item WHEN 1 THEN 'Regular' ELSE 'Dinner' END, 1, CASE item WHEN 1 THEN 54000 ELSE 8500 END,
            CASE item WHEN 1 THEN 54000 ELSE 8500 END, 0, 0, '{}'
       FROM "order" o, generate_series(1, 2) item WHERE o.conference_id = ${conferenceId}`,
    `INSERT INTO payment (public_id, conference_id, order_id, way, state, amount_minor, currency, idempotency_key, confirmed_at, updated_at)
     SELECT 'B' || ${conferenceId} || 'P' || number, ${conferenceId}, id, 'transfer',
            (CASE WHEN settled_at IS NULL THEN 'pending' ELSE 'confirmed' END)::payment_state, 62500, 'EUR',
            'bench-' || public_id, settled_at, now()
       FROM "order" WHERE conference_id = ${conferenceId}`,
    `INSERT INTO ledger_entry (conference_id, order_id, payment_id, kind, amount_minor, currency, at)
     SELECT conference_id, order_id, id, 'payment', amount_minor, currency, confirmed_at
       FROM payment WHERE conference_id = ${conferenceId} AND state = 'confirmed'`,
    `INSERT INTO mirror (registration_id, state, want_paid, seen_paid, seen_at)
     SELECT id, 'in_step', true, true, now() FROM registration WHERE conference_id = ${conferenceId}`,
    `ALTER TABLE registration ENABLE TRIGGER registration_is_indexed`,
    `ALTER TABLE "order" ENABLE TRIGGER order_is_indexed`,
    "VACUUM ANALYZE",
    `SELECT index_registration(id) FROM registration WHERE conference_id = ${conferenceId}`,
    "VACUUM ANALYZE",
  ];
  for (const statement of statements) await query(databaseUrl, statement);
}
