-- AlterTable
ALTER TABLE "category" ADD COLUMN     "waiver" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "conference" ADD COLUMN     "delegation_limit" INTEGER,
ADD COLUMN     "previous_id" INTEGER,
ADD COLUMN     "takes_delegations" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "center_id" INTEGER,
ADD COLUMN     "is_quiet" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "card_brand" TEXT,
ADD COLUMN     "card_expiry" CHAR(7);

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "source" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sub_source" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "username" TEXT;

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "delegation_id" INTEGER,
ADD COLUMN     "emergency_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "emergency_phone" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "waiver_accepted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "service" ADD COLUMN     "is_gift" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "delegation" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "leader_id" INTEGER,
    "member_limit" INTEGER,
    "previous_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_try" (
    "id" SERIAL NOT NULL,
    "address_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "card_try_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "delegation_public_id_key" ON "delegation"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "delegation_previous_id_key" ON "delegation"("previous_id");

-- CreateIndex
CREATE INDEX "delegation_leader_id_idx" ON "delegation"("leader_id");

-- CreateIndex
CREATE UNIQUE INDEX "delegation_conference_id_name_key_key" ON "delegation"("conference_id", "name_key");

-- CreateIndex
CREATE INDEX "card_try_address_hash_at_idx" ON "card_try"("address_hash", "at");

-- CreateIndex
CREATE INDEX "card_try_at_idx" ON "card_try"("at");

-- CreateIndex
CREATE UNIQUE INDEX "person_username_key" ON "person"("username");

-- CreateIndex
CREATE INDEX "registration_person_id_idx" ON "registration"("person_id");

-- CreateIndex
CREATE INDEX "registration_delegation_id_idx" ON "registration"("delegation_id");

-- AddForeignKey
ALTER TABLE "conference" ADD CONSTRAINT "conference_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "conference"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_leader_id_fkey" FOREIGN KEY ("leader_id") REFERENCES "registration"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "delegation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_delegation_id_fkey" FOREIGN KEY ("delegation_id") REFERENCES "delegation"("id") ON DELETE SET NULL ON UPDATE CASCADE;
