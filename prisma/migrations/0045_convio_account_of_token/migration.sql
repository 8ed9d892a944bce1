-- Nobody knows which account gave them; they live for an hour.
DELETE FROM "convio_session";

-- AlterTable
ALTER TABLE "convio_session" ADD COLUMN     "account_id" INTEGER;

-- AlterTable
ALTER TABLE "convio_token" ADD COLUMN     "account_id" INTEGER;

-- CreateIndex
CREATE INDEX "convio_session_account_id_idx" ON "convio_session"("account_id");

-- CreateIndex
CREATE INDEX "convio_token_account_id_idx" ON "convio_token"("account_id");

-- AddForeignKey
ALTER TABLE "convio_session" ADD CONSTRAINT "convio_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "convio_token" ADD CONSTRAINT "convio_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;
