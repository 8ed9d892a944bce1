-- AlterEnum
ALTER TYPE "credential_kind" ADD VALUE 'convio_client';
ALTER TYPE "credential_kind" ADD VALUE 'convio_server';

-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "allowed_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "allowed_hosts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "rotation_hash" TEXT,
ADD COLUMN     "signing_sealed" TEXT,
ADD COLUMN     "trusts_ids" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "convio_session" (
    "id" SERIAL NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "person_id" INTEGER,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "convio_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "convio_token" (
    "id" SERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "session_id" INTEGER NOT NULL,
    "person_id" INTEGER,
    "is_portable" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "convio_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "convio_call" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "conference_id" INTEGER,
    "credential_id" INTEGER,
    "servlet" TEXT NOT NULL,
    "method" TEXT NOT NULL DEFAULT '',
    "verb" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "code" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "unknown_elements" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_try" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "convio_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "convio_session_secret_hash_key" ON "convio_session"("secret_hash");

-- CreateIndex
CREATE INDEX "convio_session_person_id_idx" ON "convio_session"("person_id");

-- CreateIndex
CREATE INDEX "convio_session_expires_at_idx" ON "convio_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "convio_token_token_hash_key" ON "convio_token"("token_hash");

-- CreateIndex
CREATE INDEX "convio_token_session_id_idx" ON "convio_token"("session_id");

-- CreateIndex
CREATE INDEX "convio_token_person_id_idx" ON "convio_token"("person_id");

-- CreateIndex
CREATE INDEX "convio_call_conference_id_id_idx" ON "convio_call"("conference_id", "id");

-- CreateIndex
CREATE INDEX "convio_call_credential_id_id_idx" ON "convio_call"("credential_id", "id");

-- CreateIndex
CREATE INDEX "convio_call_at_idx" ON "convio_call"("at");

-- AddForeignKey
ALTER TABLE "convio_session" ADD CONSTRAINT "convio_session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_token" ADD CONSTRAINT "convio_token_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "convio_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_token" ADD CONSTRAINT "convio_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_call" ADD CONSTRAINT "convio_call_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_call" ADD CONSTRAINT "convio_call_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;
