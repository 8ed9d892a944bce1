-- CreateTable
CREATE TABLE "kept_form" (
    "session_id" INTEGER NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_form_pkey" PRIMARY KEY ("session_id","registration_id","form")
);

-- CreateIndex
CREATE INDEX "kept_form_registration_id_idx" ON "kept_form"("registration_id");

-- AddForeignKey
ALTER TABLE "kept_form" ADD CONSTRAINT "kept_form_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "access_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_form" ADD CONSTRAINT "kept_form_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;
