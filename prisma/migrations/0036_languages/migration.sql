-- AlterTable
ALTER TABLE "conference" ADD COLUMN     "languages" TEXT[] DEFAULT ARRAY['en', 'it']::TEXT[];
