-- CreateTable
CREATE TABLE "conference_text" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conference_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conference_logo" (
    "conference_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conference_logo_pkey" PRIMARY KEY ("conference_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "conference_text_conference_id_locale_letter_key" ON "conference_text"("conference_id", "locale", "letter");

-- AddForeignKey
ALTER TABLE "conference_text" ADD CONSTRAINT "conference_text_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conference_logo" ADD CONSTRAINT "conference_logo_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;
