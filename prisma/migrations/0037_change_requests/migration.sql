-- CreateEnum
CREATE TYPE "change_kind" AS ENUM ('category', 'service', 'cancel', 'other');

-- CreateEnum
CREATE TYPE "change_state" AS ENUM ('asked', 'approved', 'declined', 'withdrawn');

-- AlterTable
ALTER TABLE "conference" ADD COLUMN     "changes_free_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "change_request" (
    "id" SERIAL NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "kind" "change_kind" NOT NULL,
    "state" "change_state" NOT NULL DEFAULT 'asked',
    "category_id" INTEGER,
    "service_id" INTEGER,
    "quantity" INTEGER,
    "text" TEXT NOT NULL DEFAULT '',
    "is_late" BOOLEAN NOT NULL DEFAULT false,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,

    CONSTRAINT "change_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "change_request_registration_id_idx" ON "change_request"("registration_id");

-- AddForeignKey
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A person waits for one answer at a time.
CREATE UNIQUE INDEX "change_request_one_open" ON "change_request" ("registration_id") WHERE "state" = 'asked';

-- What a service's number or a category is wanted of is named while it is there; a number belongs to a service.
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_quantity" CHECK (("kind" = 'service') = ("quantity" IS NOT NULL) AND "quantity" >= 0);

-- Kept views of lists say "from" where they said "since".
UPDATE "saved_view" SET "query" = regexp_replace("query", '(^|&)since=', '\1from=');
