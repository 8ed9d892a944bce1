-- AlterTable
ALTER TABLE "mirror" ALTER COLUMN "want_paid" DROP NOT NULL,
ALTER COLUMN "want_paid" DROP DEFAULT,
ALTER COLUMN "want_checked_in" DROP NOT NULL,
ALTER COLUMN "want_checked_in" DROP DEFAULT;
