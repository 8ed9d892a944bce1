-- What every page of the desk counts, and the countries that its list can be filtered by.
CREATE INDEX "order_hold_ends" ON "order" ("conference_id", "hold_until") WHERE "state" = 'placed' AND "settled_at" IS NULL AND "lapsed_at" IS NULL;
CREATE INDEX "order_to_approve" ON "order" ("conference_id") WHERE "state" = 'placed' AND "settled_at" IS NULL AND "way" = 'purchase_order' AND "approved_at" IS NULL;
CREATE INDEX "payment_pending" ON "payment" ("conference_id") WHERE "state" = 'pending';
CREATE INDEX "registration_conference_id_country_idx" ON "registration"("conference_id", "country");
