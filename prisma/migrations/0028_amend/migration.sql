-- AlterTable
ALTER TABLE "order" ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "price_reason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "email_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "staff_fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "transferred_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "registration_note" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "registration_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "registration_note_public_id_key" ON "registration_note"("public_id");

-- CreateIndex
CREATE INDEX "registration_note_registration_id_idx" ON "registration_note"("registration_id");

-- AddForeignKey
ALTER TABLE "registration_note" ADD CONSTRAINT "registration_note_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration_note" ADD CONSTRAINT "registration_note_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
