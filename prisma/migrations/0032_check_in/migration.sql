-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "indico_ticket_hash" TEXT;

-- CreateTable
CREATE TABLE "check_in" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "door" TEXT NOT NULL DEFAULT '',
    "staff_id" INTEGER,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" INTEGER,

    CONSTRAINT "check_in_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "check_in_conference_id_id_idx" ON "check_in"("conference_id", "id");

-- CreateIndex
CREATE INDEX "check_in_registration_id_idx" ON "check_in"("registration_id");

-- CreateIndex
CREATE INDEX "registration_conference_id_indico_ticket_hash_idx" ON "registration"("conference_id", "indico_ticket_hash");

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_undone_by_id_fkey" FOREIGN KEY ("undone_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Of several doors at once one lets a person in.
CREATE UNIQUE INDEX "check_in_one_open" ON "check_in" ("registration_id") WHERE "undone_at" IS NULL;

-- Who is here, and the doors, without reading what was undone.
CREATE INDEX "check_in_present" ON "check_in" ("conference_id", "door") WHERE "undone_at" IS NULL;

-- Those who are here already.
INSERT INTO "check_in" ("conference_id", "registration_id", "at")
SELECT "conference_id", "id", "checked_in_at" FROM "registration" WHERE "checked_in_at" IS NOT NULL;
