-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "lists_people" BOOLEAN NOT NULL DEFAULT false;
