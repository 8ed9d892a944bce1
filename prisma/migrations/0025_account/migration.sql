-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "totp_last_step" INTEGER,
ADD COLUMN     "totp_pending" TEXT,
ADD COLUMN     "totp_sealed" TEXT;

-- AlterTable
ALTER TABLE "staff_session" ADD COLUMN     "awaits_second_factor" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "browser" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_identity" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_invitation" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "invited_by_id" INTEGER,
    "secret_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "set_up_link" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "set_up_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_staff_id_code_hash_key" ON "recovery_code"("staff_id", "code_hash");

-- CreateIndex
CREATE INDEX "staff_identity_staff_id_idx" ON "staff_identity"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_identity_provider_subject_key" ON "staff_identity"("provider", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_secret_hash_key" ON "staff_invitation"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_conference_id_email_key" ON "staff_invitation"("conference_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "password_reset_secret_hash_key" ON "password_reset"("secret_hash");

-- CreateIndex
CREATE INDEX "password_reset_staff_id_idx" ON "password_reset"("staff_id");

-- CreateIndex
CREATE INDEX "password_reset_expires_at_idx" ON "password_reset"("expires_at");

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_identity" ADD CONSTRAINT "staff_identity_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
