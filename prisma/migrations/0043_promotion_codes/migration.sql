-- AlterTable
ALTER TABLE "category" ADD COLUMN     "needs_code" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "needs_form" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "conference" ADD COLUMN     "secondary_limit" INTEGER;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "promotion_id" INTEGER,
ADD COLUMN     "promotion_minor" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "waiver_text" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "promotion" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "basis_points" INTEGER,
    "amount_minor" INTEGER,
    "from_at" TIMESTAMPTZ(0),
    "until_at" TIMESTAMPTZ(0),
    "quota_id" INTEGER,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "promotion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_CategoryToPromotion" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_CategoryToPromotion_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_PromotionToService" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_PromotionToService_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE INDEX "promotion_quota_id_idx" ON "promotion"("quota_id");

-- CreateIndex
CREATE UNIQUE INDEX "promotion_conference_id_code_key" ON "promotion"("conference_id", "code");

-- CreateIndex
CREATE INDEX "_CategoryToPromotion_B_index" ON "_CategoryToPromotion"("B");

-- CreateIndex
CREATE INDEX "_PromotionToService_B_index" ON "_PromotionToService"("B");

-- CreateIndex
CREATE INDEX "order_line_promotion_id_idx" ON "order_line"("promotion_id");

-- AddForeignKey
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_quota_id_fkey" FOREIGN KEY ("quota_id") REFERENCES "quota"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToPromotion" ADD CONSTRAINT "_CategoryToPromotion_A_fkey" FOREIGN KEY ("A") REFERENCES "category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToPromotion" ADD CONSTRAINT "_CategoryToPromotion_B_fkey" FOREIGN KEY ("B") REFERENCES "promotion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_PromotionToService" ADD CONSTRAINT "_PromotionToService_A_fkey" FOREIGN KEY ("A") REFERENCES "promotion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_PromotionToService" ADD CONSTRAINT "_PromotionToService_B_fkey" FOREIGN KEY ("B") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "promotion" ADD CONSTRAINT "promotion_reduction" CHECK (
  ("basis_points" IS NULL OR "amount_minor" IS NULL)
  AND coalesce("basis_points", 1) BETWEEN 1 AND 10000 AND coalesce("amount_minor", 1) > 0
);
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_promotion_minor" CHECK ("promotion_minor" >= 0);
ALTER TABLE "conference" ADD CONSTRAINT "conference_secondary_limit" CHECK ("secondary_limit" >= 0);

-- Whoever accepted a waiver before accepted the words of their category.
UPDATE "registration" SET "waiver_text" = c."waiver" FROM "category" c
 WHERE c."id" = "registration"."category_id" AND "registration"."waiver_accepted_at" IS NOT NULL;
