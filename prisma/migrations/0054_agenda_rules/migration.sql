-- What is sold is booked by buying it.
UPDATE "session" SET "booking" = 'portal' WHERE "service_id" IS NOT NULL;

-- What must never be, whoever writes.
ALTER TABLE "session" ADD CONSTRAINT "session_sold_by_its_service" CHECK ("service_id" IS NULL OR ("quota_id" IS NULL AND "booking" = 'portal'));
ALTER TABLE "session" ADD CONSTRAINT "session_opens_before_it_closes" CHECK ("opens_at" < "closes_at");
ALTER TABLE "session" ADD CONSTRAINT "session_waits_for_a_quota" CHECK ("waiting_places" >= 0 AND ("waiting_places" = 0 OR "quota_id" IS NOT NULL));
ALTER TABLE "session" ADD CONSTRAINT "session_offer_hours" CHECK ("offer_hours" >= 1);
