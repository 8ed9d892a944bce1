-- CreateEnum
CREATE TYPE "drift_kind" AS ENUM ('only_here', 'only_there', 'category', 'fee', 'paid_here', 'paid_there', 'presence', 'withdrawn', 'name', 'email');

-- CreateEnum
CREATE TYPE "drift_state" AS ENUM ('open', 'waiting', 'accepted', 'repaired', 'gone');

-- CreateTable
CREATE TABLE "drift" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "registration_id" INTEGER,
    "indico_db_id" INTEGER,
    "kind" "drift_kind" NOT NULL,
    "state" "drift_state" NOT NULL DEFAULT 'open',
    "ours" JSONB,
    "theirs" JSONB,
    "suggested" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" INTEGER NOT NULL,

    CONSTRAINT "drift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drift_run" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "compared" INTEGER NOT NULL DEFAULT 0,
    "indico_ms" INTEGER NOT NULL DEFAULT 0,
    "listed" JSONB,

    CONSTRAINT "drift_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "drift_public_id_key" ON "drift"("public_id");

-- CreateIndex
CREATE INDEX "drift_conference_id_state_kind_id_idx" ON "drift"("conference_id", "state", "kind", "id");

-- CreateIndex
CREATE INDEX "drift_registration_id_idx" ON "drift"("registration_id");

-- CreateIndex
CREATE UNIQUE INDEX "drift_conference_id_kind_subject_key" ON "drift"("conference_id", "kind", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "drift_run_batch_id_key" ON "drift_run"("batch_id");

-- CreateIndex
CREATE INDEX "drift_run_conference_id_id_idx" ON "drift_run"("conference_id", "id");

-- AddForeignKey
ALTER TABLE "drift" ADD CONSTRAINT "drift_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift" ADD CONSTRAINT "drift_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift" ADD CONSTRAINT "drift_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "drift_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift_run" ADD CONSTRAINT "drift_run_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift_run" ADD CONSTRAINT "drift_run_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;
