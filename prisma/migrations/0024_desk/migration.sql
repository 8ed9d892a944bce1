-- CreateEnum
CREATE TYPE "batch_state" AS ENUM ('running', 'done', 'stopped', 'failed');

-- CreateTable
CREATE TABLE "kept_staff_form" (
    "staff_session_id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_staff_form_pkey" PRIMARY KEY ("staff_session_id","form")
);

-- CreateTable
CREATE TABLE "batch" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "kind" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "state" "batch_state" NOT NULL DEFAULT 'running',
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "cursor" JSONB,
    "steps" INTEGER NOT NULL DEFAULT 0,
    "misses" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "kept_staff_form_kept_at_idx" ON "kept_staff_form"("kept_at");

-- CreateIndex
CREATE UNIQUE INDEX "batch_public_id_key" ON "batch"("public_id");

-- CreateIndex
CREATE INDEX "batch_conference_id_kind_id_idx" ON "batch"("conference_id", "kind", "id");

-- CreateIndex
CREATE INDEX "batch_state_updated_at_idx" ON "batch"("state", "updated_at");

-- AddForeignKey
ALTER TABLE "kept_staff_form" ADD CONSTRAINT "kept_staff_form_staff_session_id_fkey" FOREIGN KEY ("staff_session_id") REFERENCES "staff_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch" ADD CONSTRAINT "batch_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch" ADD CONSTRAINT "batch_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
