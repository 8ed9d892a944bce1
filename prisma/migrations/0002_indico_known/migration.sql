-- AlterTable
ALTER TABLE "conference" DROP COLUMN "indico_export_config",
ADD COLUMN     "indico_known" JSONB NOT NULL DEFAULT '{}';
