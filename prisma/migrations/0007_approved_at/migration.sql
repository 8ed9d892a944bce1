-- AlterTable
ALTER TABLE "order" ADD COLUMN     "approved_at" TIMESTAMPTZ(3);
