-- CreateEnum
CREATE TYPE "booking_state" AS ENUM ('held', 'registered', 'waitlisted', 'unregistered');

-- CreateEnum
CREATE TYPE "booking_source" AS ENUM ('app', 'portal', 'staff', 'import');

-- CreateEnum
CREATE TYPE "booking_mode" AS ENUM ('none', 'app', 'portal', 'included');

-- CreateEnum
CREATE TYPE "waiting_list_mode" AS ENUM ('auto', 'offer');

-- CreateEnum
CREATE TYPE "tag_kind" AS ENUM ('track', 'type', 'topic', 'other');

-- CreateEnum
CREATE TYPE "overlap_rule" AS ENUM ('block', 'warn', 'off');

-- AlterTable
ALTER TABLE "conference" ADD COLUMN     "overlap_rule" "overlap_rule" NOT NULL DEFAULT 'block',
ADD COLUMN     "sessions_per_person" INTEGER,
ADD COLUMN     "sessions_per_slot" INTEGER,
ADD COLUMN     "unpaid_take_part" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "place" DROP CONSTRAINT "place_pkey",
ADD COLUMN     "booking_id" INTEGER,
ADD COLUMN     "id" SERIAL NOT NULL,
ALTER COLUMN "order_line_id" DROP NOT NULL,
ADD CONSTRAINT "place_pkey" PRIMARY KEY ("id");

-- AlterTable
ALTER TABLE "question" ADD COLUMN     "send_to_app" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "is_test" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "blocks_time" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "booking" "booking_mode" NOT NULL DEFAULT 'none',
ADD COLUMN     "closes_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_cancelled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "leave_until" TIMESTAMPTZ(3),
ADD COLUMN     "offer_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "opens_at" TIMESTAMPTZ(3),
ADD COLUMN     "waiting_list_mode" "waiting_list_mode" NOT NULL DEFAULT 'auto',
ADD COLUMN     "waiting_places" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "booking" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "session_id" INTEGER NOT NULL,
    "state" "booking_state" NOT NULL,
    "source" "booking_source" NOT NULL,
    "state_at" TIMESTAMPTZ(3) NOT NULL,
    "waiting_since" TIMESTAMPTZ(3),
    "offer_until" TIMESTAMPTZ(3),
    "skipped_for" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "building" TEXT NOT NULL DEFAULT '',
    "floor" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "seats" INTEGER,
    "position" INTEGER NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "tag_kind" NOT NULL DEFAULT 'topic',
    "colour" TEXT,
    "per_person" INTEGER,
    "position" INTEGER NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_audit" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "rows" INTEGER NOT NULL,
    "differing" INTEGER NOT NULL,
    "examples" TEXT[],

    CONSTRAINT "feed_audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_CategoryToSession" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_CategoryToSession_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE INDEX "booking_session_id_state_waiting_since_idx" ON "booking"("session_id", "state", "waiting_since");

-- CreateIndex
CREATE INDEX "booking_conference_id_idx" ON "booking"("conference_id");

-- CreateIndex
CREATE INDEX "booking_state_offer_until_idx" ON "booking"("state", "offer_until");

-- CreateIndex
CREATE UNIQUE INDEX "booking_registration_id_session_id_key" ON "booking"("registration_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_public_id_key" ON "room"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_conference_id_name_key" ON "room"("conference_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "tag_public_id_key" ON "tag"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "tag_conference_id_name_key" ON "tag"("conference_id", "name");

-- CreateIndex
CREATE INDEX "feed_audit_conference_id_id_idx" ON "feed_audit"("conference_id", "id");

-- CreateIndex
CREATE INDEX "_CategoryToSession_B_index" ON "_CategoryToSession"("B");

-- CreateIndex
CREATE INDEX "feed_row_conference_id_resource_stamp_idx" ON "feed_row"("conference_id", "resource", "stamp");

-- CreateIndex
CREATE UNIQUE INDEX "place_order_line_id_quota_id_key" ON "place"("order_line_id", "quota_id");

-- CreateIndex
CREATE UNIQUE INDEX "place_booking_id_quota_id_key" ON "place"("booking_id", "quota_id");

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_audit" ADD CONSTRAINT "feed_audit_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToSession" ADD CONSTRAINT "_CategoryToSession_A_fkey" FOREIGN KEY ("A") REFERENCES "category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToSession" ADD CONSTRAINT "_CategoryToSession_B_fkey" FOREIGN KEY ("B") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must never be, whoever writes.
ALTER TABLE "place" ADD CONSTRAINT "place_of_one" CHECK (num_nonnulls("order_line_id", "booking_id") = 1);
ALTER TABLE "booking" ADD CONSTRAINT "booking_waits_since" CHECK (("state" IN ('waitlisted', 'held')) = ("waiting_since" IS NOT NULL));
ALTER TABLE "booking" ADD CONSTRAINT "booking_offered_until" CHECK (("state" = 'held') = ("offer_until" IS NOT NULL));

-- Rooms and tags were words of the sessions; now each is a thing of its own, by the same name.
INSERT INTO "room" ("public_id", "conference_id", "name", "position")
SELECT upper(left(translate(replace(gen_random_uuid()::text, '-', ''), '01', 'xy'), 18)), conference_id, room, row_number() OVER (PARTITION BY conference_id ORDER BY room) - 1
  FROM (SELECT DISTINCT conference_id, room FROM "session" WHERE room <> '') used;
INSERT INTO "tag" ("public_id", "conference_id", "name", "position")
SELECT upper(left(translate(replace(gen_random_uuid()::text, '-', ''), '01', 'xy'), 18)), conference_id, name, row_number() OVER (PARTITION BY conference_id ORDER BY name) - 1
  FROM (SELECT DISTINCT conference_id, unnest(tags) AS name FROM "session") used;

-- What is sold has the places of what sells it.
UPDATE "session" SET quota_id = NULL WHERE service_id IS NOT NULL;

-- Ids that begin alike are found by a range, which needs the order of bytes.
ALTER TABLE "feed_row" ALTER COLUMN "entity_id" TYPE TEXT COLLATE "C";
