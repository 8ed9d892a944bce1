-- CreateIndex
CREATE INDEX "registration_prefill_idx" ON "registration"("prefill");
