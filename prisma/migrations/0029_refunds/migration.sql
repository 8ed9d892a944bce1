-- CreateEnum
CREATE TYPE "refund_way" AS ENUM ('card', 'transfer', 'cash');

-- CreateEnum
CREATE TYPE "suspense_resolution" AS ENUM ('assigned', 'refunded', 'kept');

-- AlterEnum
ALTER TYPE "ledger_kind" ADD VALUE 'refund_returned';
ALTER TYPE "ledger_kind" ADD VALUE 'assignment';

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3),
ADD COLUMN     "done_at" TIMESTAMPTZ(3),
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "order_id" INTEGER,
ADD COLUMN     "public_id" TEXT,
ADD COLUMN     "sent_at" TIMESTAMPTZ(3),
ADD COLUMN     "suspense_id" INTEGER,
ADD COLUMN     "way" "refund_way" NOT NULL DEFAULT 'card';

-- Those from before were never asked for by a form.
UPDATE "refund" r SET "public_id" = 'REFUND' || r."id", "order_id" = p."order_id"
  FROM "payment" p WHERE p."id" = r."payment_id";
ALTER TABLE "refund" ALTER COLUMN "public_id" SET NOT NULL;

-- AlterTable
ALTER TABLE "suspense" ADD COLUMN     "resolution" "suspense_resolution",
ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "resolved_reason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "sandbox_refund" (
    "id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(0) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_refund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_refund_idempotency_key_key" ON "sandbox_refund"("idempotency_key");

-- CreateIndex
CREATE INDEX "sandbox_refund_payment_intent_id_idx" ON "sandbox_refund"("payment_intent_id");

-- CreateIndex
CREATE INDEX "payment_conference_id_id_idx" ON "payment"("conference_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_public_id_key" ON "refund"("public_id");

-- CreateIndex
CREATE INDEX "refund_order_id_idx" ON "refund"("order_id");

-- CreateIndex
CREATE INDEX "refund_suspense_id_idx" ON "refund"("suspense_id");

-- CreateIndex
CREATE INDEX "refund_state_updated_at_idx" ON "refund"("state", "updated_at");

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_suspense_id_fkey" FOREIGN KEY ("suspense_id") REFERENCES "suspense"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- None was resolved before; were one, it stays with the conference.
UPDATE "suspense" SET "resolution" = 'kept' WHERE "state" = 'resolved';

-- By text: a value that an enum has just gained cannot be named in the same transaction.
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_sign";
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_sign" CHECK (
  CASE "kind"::text
    WHEN 'payment' THEN "amount_minor" > 0 AND "refund_id" IS NULL
    WHEN 'refund' THEN "amount_minor" < 0 AND "refund_id" IS NOT NULL
    WHEN 'refund_returned' THEN "amount_minor" > 0 AND "refund_id" IS NOT NULL
    WHEN 'assignment' THEN "amount_minor" <> 0 AND "refund_id" IS NULL
    ELSE false
  END);
-- The bank gives a refund back once.
CREATE UNIQUE INDEX "ledger_entry_returned_once" ON "ledger_entry" ("refund_id") WHERE "amount_minor" > 0;
ALTER TABLE "refund" ADD CONSTRAINT "refund_of_one_place" CHECK ("order_id" IS NULL OR "suspense_id" IS NULL);
ALTER TABLE "suspense" ADD CONSTRAINT "suspense_resolved" CHECK (("state" = 'resolved') = ("resolution" IS NOT NULL));
