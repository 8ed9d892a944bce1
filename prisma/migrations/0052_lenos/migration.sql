-- CreateEnum
CREATE TYPE "app_kind" AS ENUM ('spotme', 'other');

-- CreateEnum
CREATE TYPE "sync_mode" AS ENUM ('mirror', 'incremental', 'safe');

-- CreateEnum
CREATE TYPE "answer_shape" AS ENUM ('envelope', 'bare');

-- CreateEnum
CREATE TYPE "date_order" AS ENUM ('mdy', 'dmy');

-- CreateEnum
CREATE TYPE "app_notice_kind" AS ENUM ('future_date', 'bad_date', 'shrink_guard', 'password_in_url');

-- AlterEnum
ALTER TYPE "credential_kind" ADD VALUE 'lenos';

-- CreateTable
CREATE TABLE "app_access" (
    "credential_id" INTEGER NOT NULL,
    "app" "app_kind" NOT NULL,
    "may_read" BOOLEAN NOT NULL DEFAULT true,
    "may_register" BOOLEAN NOT NULL DEFAULT false,
    "sees_personal" BOOLEAN NOT NULL DEFAULT false,
    "mode" "sync_mode" NOT NULL,
    "modes" JSONB NOT NULL DEFAULT '{}',
    "shape" "answer_shape" NOT NULL DEFAULT 'envelope',
    "date_order" "date_order",
    "overlap_seconds" INTEGER NOT NULL DEFAULT 900,
    "categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "consent_key" TEXT,
    "view_version" INTEGER NOT NULL DEFAULT 1,
    "view_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "takes_password_in_url" BOOLEAN NOT NULL DEFAULT false,
    "refuses_as_409" BOOLEAN NOT NULL DEFAULT false,
    "includes_test" BOOLEAN NOT NULL DEFAULT false,
    "cancelled_prefix" TEXT NOT NULL DEFAULT '[Cancelled] ',
    "reads_per_minute" INTEGER NOT NULL DEFAULT 60,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "app_access_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "app_sync" (
    "credential_id" INTEGER NOT NULL,
    "last_poll_at" TIMESTAMPTZ(3),
    "served_seq" BIGINT NOT NULL DEFAULT 0,
    "full_sent_at" TIMESTAMPTZ(3),
    "full_sent_date" TIMESTAMPTZ(3),
    "full_sent_view" INTEGER,
    "full_arrived_at" TIMESTAMPTZ(3),
    "full_arrived_view" INTEGER,
    "last_date" TIMESTAMPTZ(3),
    "clock_ahead_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "app_sync_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "app_served" (
    "credential_id" INTEGER NOT NULL,
    "resource" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "held_count" INTEGER,

    CONSTRAINT "app_served_pkey" PRIMARY KEY ("credential_id","resource")
);

-- CreateTable
CREATE TABLE "app_notice" (
    "credential_id" INTEGER NOT NULL,
    "kind" "app_notice_kind" NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_notice_pkey" PRIMARY KEY ("credential_id","kind")
);

-- CreateTable
CREATE TABLE "app_token" (
    "id" SERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "credential_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_request_key" (
    "id" SERIAL NOT NULL,
    "credential_id" INTEGER NOT NULL,
    "key_hash" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "answer" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_request_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_call" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "conference_id" INTEGER,
    "credential_id" INTEGER,
    "resource" TEXT NOT NULL DEFAULT '',
    "verb" TEXT NOT NULL,
    "asked" TEXT NOT NULL DEFAULT '',
    "carrier" TEXT NOT NULL DEFAULT '',
    "format" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "mode" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "count" INTEGER,
    "duration_ms" INTEGER NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "app_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_token_token_hash_key" ON "app_token"("token_hash");

-- CreateIndex
CREATE INDEX "app_token_credential_id_idx" ON "app_token"("credential_id");

-- CreateIndex
CREATE INDEX "app_token_expires_at_idx" ON "app_token"("expires_at");

-- CreateIndex
CREATE INDEX "app_request_key_at_idx" ON "app_request_key"("at");

-- CreateIndex
CREATE UNIQUE INDEX "app_request_key_credential_id_key_hash_key" ON "app_request_key"("credential_id", "key_hash");

-- CreateIndex
CREATE INDEX "app_call_conference_id_id_idx" ON "app_call"("conference_id", "id");

-- CreateIndex
CREATE INDEX "app_call_credential_id_id_idx" ON "app_call"("credential_id", "id");

-- CreateIndex
CREATE INDEX "app_call_at_idx" ON "app_call"("at");

-- AddForeignKey
ALTER TABLE "app_access" ADD CONSTRAINT "app_access_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_sync" ADD CONSTRAINT "app_sync_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_served" ADD CONSTRAINT "app_served_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_notice" ADD CONSTRAINT "app_notice_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_token" ADD CONSTRAINT "app_token_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_request_key" ADD CONSTRAINT "app_request_key_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_call" ADD CONSTRAINT "app_call_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_call" ADD CONSTRAINT "app_call_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must never be, whoever writes.
ALTER TABLE "app_access" ADD CONSTRAINT "app_access_overlap" CHECK ("overlap_seconds" BETWEEN 0 AND 86400);
ALTER TABLE "app_access" ADD CONSTRAINT "app_access_rate" CHECK ("reads_per_minute" BETWEEN 1 AND 6000);
ALTER TABLE "app_served" ADD CONSTRAINT "app_served_counts" CHECK ("count" >= 0 AND "held_count" >= 0);
