-- DropIndex
DROP INDEX "link_request_conference_id_indico_db_id_email_expires_at_idx";

-- AlterTable
ALTER TABLE "link_request" ADD COLUMN     "code_tries_left" INTEGER NOT NULL DEFAULT 5;

-- CreateIndex
CREATE INDEX "access_session_last_seen_at_idx" ON "access_session"("last_seen_at");

-- CreateIndex
CREATE INDEX "link_request_conference_id_indico_db_id_email_id_idx" ON "link_request"("conference_id", "indico_db_id", "email", "id");

-- CreateIndex
CREATE INDEX "link_request_created_at_idx" ON "link_request"("created_at");

-- CreateIndex
CREATE INDEX "provider_event_received_at_idx" ON "provider_event"("received_at");


-- What guesses have spent of a mailed code stays spent.
UPDATE "link_request" SET "code_tries_left" = "tries_left" WHERE "code_hash" IS NOT NULL;
