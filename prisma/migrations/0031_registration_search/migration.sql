-- CreateTable
CREATE TABLE "registration_search" (
    "registration_id" INTEGER NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "sort_name" TEXT NOT NULL,
    "tokens" tsvector NOT NULL,

    CONSTRAINT "registration_search_pkey" PRIMARY KEY ("registration_id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "registration_search_tokens_idx" ON "registration_search" USING GIN ("tokens");

-- CreateIndex
CREATE INDEX "registration_search_conference_id_sort_name_registration_id_idx" ON "registration_search"("conference_id", "sort_name", "registration_id");

-- CreateIndex
CREATE INDEX "saved_view_conference_id_idx" ON "saved_view"("conference_id");

-- AddForeignKey
ALTER TABLE "registration_search" ADD CONSTRAINT "registration_search_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
