-- CreateEnum
CREATE TYPE "sandbox_checkout_status" AS ENUM ('open', 'complete', 'expired');

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "lease_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "sandbox_attachment" (
    "id" SERIAL NOT NULL,
    "mail_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "content_id" TEXT,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "sandbox_attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_checkout" (
    "id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" "sandbox_checkout_status" NOT NULL DEFAULT 'open',
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "title" TEXT NOT NULL,
    "customer_email" TEXT NOT NULL,
    "client_reference_id" TEXT,
    "locale" TEXT NOT NULL,
    "success_url" TEXT NOT NULL,
    "cancel_url" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "card_last_four" CHAR(4),
    "paid_at" TIMESTAMPTZ(0),
    "expires_at" TIMESTAMPTZ(0) NOT NULL,
    "created_at" TIMESTAMPTZ(0) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_checkout_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sandbox_attachment_mail_id_idx" ON "sandbox_attachment"("mail_id");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_checkout_idempotency_key_key" ON "sandbox_checkout"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_checkout_payment_intent_id_key" ON "sandbox_checkout"("payment_intent_id");
