-- AlterEnum
ALTER TYPE "number_kind" ADD VALUE 'session';

-- CreateTable
CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "translations" JSONB NOT NULL DEFAULT '{}',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "room" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "quota_id" INTEGER,
    "service_id" INTEGER,
    "is_published" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_public_id_key" ON "session"("public_id");

-- CreateIndex
CREATE INDEX "session_conference_id_starts_at_number_idx" ON "session"("conference_id", "starts_at", "number");

-- CreateIndex
CREATE INDEX "session_quota_id_idx" ON "session"("quota_id");

-- CreateIndex
CREATE INDEX "session_service_id_idx" ON "session"("service_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_conference_id_code_key" ON "session"("conference_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "session_conference_id_number_key" ON "session"("conference_id", "number");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_quota_id_fkey" FOREIGN KEY ("quota_id") REFERENCES "quota"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must never be, whoever writes.
ALTER TABLE "session" ADD CONSTRAINT "session_times" CHECK ("starts_at" < "ends_at");
