-- Nobody knows for which key they were given; they live for an hour.
DELETE FROM "convio_session";

-- AlterTable
ALTER TABLE "convio_session" ADD COLUMN     "conference_id" INTEGER,
ADD COLUMN     "key_id" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "convio_token" ADD COLUMN     "conference_id" INTEGER,
ADD COLUMN     "key_id" INTEGER NOT NULL;

-- CreateIndex
CREATE INDEX "convio_session_key_id_idx" ON "convio_session"("key_id");

-- CreateIndex
CREATE INDEX "convio_session_conference_id_idx" ON "convio_session"("conference_id");

-- CreateIndex
CREATE INDEX "convio_token_key_id_idx" ON "convio_token"("key_id");

-- CreateIndex
CREATE INDEX "convio_token_conference_id_idx" ON "convio_token"("conference_id");

-- AddForeignKey
ALTER TABLE "convio_session" ADD CONSTRAINT "convio_session_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_session" ADD CONSTRAINT "convio_session_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_token" ADD CONSTRAINT "convio_token_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_token" ADD CONSTRAINT "convio_token_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;
