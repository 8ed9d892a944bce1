-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "mail_conference_id_state_idx" ON "mail"("conference_id", "state");
