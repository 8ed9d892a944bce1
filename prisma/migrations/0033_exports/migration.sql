-- CreateTable
CREATE TABLE "export_part" (
    "batch_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "rows" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "export_part_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateIndex
CREATE INDEX "export_part_created_at_idx" ON "export_part"("created_at");

-- AddForeignKey
ALTER TABLE "export_part" ADD CONSTRAINT "export_part_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;
