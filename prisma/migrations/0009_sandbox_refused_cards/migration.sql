-- AlterTable
ALTER TABLE "sandbox_checkout" ADD COLUMN     "refusal" TEXT;
