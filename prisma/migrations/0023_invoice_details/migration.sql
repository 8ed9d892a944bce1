-- AlterTable
ALTER TABLE "conference" ADD COLUMN     "tax_number" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "invoice_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "invoice_order_number" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "vat_number" TEXT NOT NULL DEFAULT '';
