-- AlterTable
ALTER TABLE "order" ADD COLUMN     "hold_limit" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incident" (
    "what" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("what")
);
