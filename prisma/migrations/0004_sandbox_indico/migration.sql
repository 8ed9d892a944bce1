-- CreateEnum
CREATE TYPE "sandbox_state" AS ENUM ('complete', 'unpaid', 'pending', 'rejected', 'withdrawn');

-- CreateTable
CREATE TABLE "sandbox_form" (
    "id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "base_price_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "sandbox_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_registration" (
    "id" SERIAL NOT NULL,
    "form_id" INTEGER NOT NULL,
    "friendly_id" INTEGER NOT NULL,
    "ticket_uuid" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "affiliation" TEXT NOT NULL DEFAULT '',
    "position" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "country_code" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "answers" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" "sandbox_state" NOT NULL,
    "is_paid" BOOLEAN NOT NULL DEFAULT false,
    "paid_at" TIMESTAMPTZ(3),
    "price_minor" INTEGER NOT NULL,
    "checked_in" BOOLEAN NOT NULL DEFAULT false,
    "checked_in_at" TIMESTAMPTZ(3),
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sandbox_registration_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_registration_friendly_id_key" ON "sandbox_registration"("friendly_id");

-- CreateIndex
CREATE INDEX "sandbox_registration_form_id_idx" ON "sandbox_registration"("form_id");

-- AddForeignKey
ALTER TABLE "sandbox_registration" ADD CONSTRAINT "sandbox_registration_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "sandbox_form"("id") ON DELETE CASCADE ON UPDATE CASCADE;
