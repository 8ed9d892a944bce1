-- CreateEnum
CREATE TYPE "link_request_state" AS ENUM ('asked', 'sent', 'refused', 'spent');

-- CreateEnum
CREATE TYPE "access_level" AS ENUM ('verified', 'link');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('person', 'staff', 'credential', 'job');

-- CreateEnum
CREATE TYPE "eligibility" AS ENUM ('everyone', 'assigned');

-- CreateEnum
CREATE TYPE "link_policy" AS ENUM ('verify_first', 'link_first');

-- CreateEnum
CREATE TYPE "number_kind" AS ENUM ('registration', 'order', 'receipt');

-- CreateEnum
CREATE TYPE "feed_state" AS ENUM ('current', 'deleted');

-- CreateEnum
CREATE TYPE "mail_state" AS ENUM ('queued', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "order_state" AS ENUM ('draft', 'placed', 'cancelled');

-- CreateEnum
CREATE TYPE "payment_way" AS ENUM ('card', 'transfer', 'on_site', 'purchase_order', 'free');

-- CreateEnum
CREATE TYPE "payment_state" AS ENUM ('created', 'pending', 'confirmed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "refund_state" AS ENUM ('requested', 'pending', 'done', 'failed');

-- CreateEnum
CREATE TYPE "ledger_kind" AS ENUM ('payment', 'refund');

-- CreateEnum
CREATE TYPE "suspense_state" AS ENUM ('open', 'resolved');

-- CreateEnum
CREATE TYPE "question_type" AS ENUM ('text', 'long_text', 'choice', 'many_choices', 'country', 'date', 'file', 'consent');

-- CreateEnum
CREATE TYPE "registration_state" AS ENUM ('draft', 'active', 'cancelled', 'erased');

-- CreateEnum
CREATE TYPE "prefill_state" AS ENUM ('none', 'waiting', 'done', 'late', 'mismatch');

-- CreateEnum
CREATE TYPE "mirror_state" AS ENUM ('not_linked', 'in_step', 'to_write', 'parked');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'manager', 'finance', 'desk', 'viewer');

-- CreateEnum
CREATE TYPE "credential_kind" AS ENUM ('indico_cron');

-- CreateTable
CREATE TABLE "link_request" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "indico_db_id" INTEGER NOT NULL,
    "friendly_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "state" "link_request_state" NOT NULL DEFAULT 'asked',
    "code_hash" TEXT,
    "link_hash" TEXT,
    "tries_left" INTEGER NOT NULL DEFAULT 5,
    "is_unconfirmed" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_session" (
    "id" SERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_grant" (
    "session_id" INTEGER NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "level" "access_level" NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("session_id","registration_id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "used_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quota" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "allowance" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quota_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "translations" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL,
    "eligibility" "eligibility" NOT NULL DEFAULT 'everyone',
    "tax_basis_points" INTEGER,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "translations" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL,
    "mark" TEXT NOT NULL DEFAULT 'ticket',
    "place" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "blocks_time" BOOLEAN NOT NULL DEFAULT true,
    "max_per_person" INTEGER NOT NULL DEFAULT 1,
    "names_guests" BOOLEAN NOT NULL DEFAULT false,
    "asks_diet" BOOLEAN NOT NULL DEFAULT false,
    "tax_basis_points" INTEGER,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_window" (
    "id" SERIAL NOT NULL,
    "category_id" INTEGER,
    "service_id" INTEGER,
    "label" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '{}',
    "from_at" TIMESTAMPTZ(0),
    "until_at" TIMESTAMPTZ(0),
    "price_minor" INTEGER NOT NULL,

    CONSTRAINT "price_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conference" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subtitle" TEXT NOT NULL DEFAULT '',
    "organiser" TEXT NOT NULL,
    "contact_email" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "colour" TEXT NOT NULL DEFAULT '#0a7a8c',
    "translations" JSONB NOT NULL DEFAULT '{}',
    "terms_url" TEXT,
    "privacy_url" TEXT,
    "link_policy" "link_policy" NOT NULL DEFAULT 'verify_first',
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "tax_basis_points" INTEGER NOT NULL DEFAULT 0,
    "tax_name" TEXT NOT NULL DEFAULT 'VAT',
    "payment_ways" "payment_way"[],
    "transfer_days" INTEGER NOT NULL DEFAULT 14,
    "account_holder" TEXT,
    "iban" TEXT,
    "bic" TEXT,
    "reference_prefix" TEXT NOT NULL,
    "indico_url" TEXT,
    "indico_token_sealed" TEXT,
    "indico_event_id" INTEGER,
    "indico_form_id" INTEGER,
    "indico_mapping" JSONB NOT NULL DEFAULT '{}',
    "indico_export_config" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conference_counter" (
    "conference_id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "stamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "purged_through" BIGINT NOT NULL DEFAULT 0,
    "audit_seq" BIGINT NOT NULL DEFAULT 0,
    "audit_hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "conference_counter_pkey" PRIMARY KEY ("conference_id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "conference_id" INTEGER NOT NULL,
    "kind" "number_kind" NOT NULL,
    "last" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("conference_id","kind")
);

-- CreateTable
CREATE TABLE "feed_row" (
    "conference_id" INTEGER NOT NULL,
    "resource" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "stamp" TIMESTAMPTZ(3) NOT NULL,
    "state" "feed_state" NOT NULL DEFAULT 'current',
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feed_row_pkey" PRIMARY KEY ("conference_id","resource","entity_id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "conference_id" INTEGER,
    "registration_id" INTEGER,
    "recipient" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "state" "mail_state" NOT NULL DEFAULT 'queued',
    "subject" TEXT,
    "text" TEXT,
    "html" TEXT,
    "failure" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "payer_id" INTEGER NOT NULL,
    "state" "order_state" NOT NULL DEFAULT 'draft',
    "currency" CHAR(3) NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "way" "payment_way",
    "reference" TEXT NOT NULL,
    "hold_until" TIMESTAMPTZ(3),
    "lapsed_at" TIMESTAMPTZ(3),
    "placed_at" TIMESTAMPTZ(3),
    "due_on" DATE,
    "receipt_number" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "purchase_order" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "id" SERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "category_id" INTEGER,
    "service_id" INTEGER,
    "name" TEXT NOT NULL,
    "window_label" TEXT NOT NULL DEFAULT '',
    "translations" JSONB NOT NULL DEFAULT '{}',
    "quantity" INTEGER NOT NULL,
    "unit_minor" INTEGER NOT NULL,
    "gross_minor" INTEGER NOT NULL,
    "tax_basis_points" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "diets" TEXT[],

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guest" (
    "id" SERIAL NOT NULL,
    "order_line_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "diet" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "guest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "place" (
    "order_line_id" INTEGER NOT NULL,
    "quota_id" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("order_line_id","quota_id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "order_id" INTEGER,
    "way" "payment_way" NOT NULL,
    "state" "payment_state" NOT NULL DEFAULT 'created',
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "checkout_id" TEXT,
    "checkout_url" TEXT,
    "provider_id" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "card_last_four" CHAR(4),
    "failure" TEXT,
    "note" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" SERIAL NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "state" "refund_state" NOT NULL DEFAULT 'requested',
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "provider_id" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "order_id" INTEGER,
    "payment_id" INTEGER NOT NULL,
    "refund_id" INTEGER,
    "kind" "ledger_kind" NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suspense" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "order_id" INTEGER,
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "suggestion" TEXT NOT NULL,
    "state" "suspense_state" NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suspense_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_event" (
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_event_pkey" PRIMARY KEY ("provider","event_id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" SERIAL NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "type" "question_type" NOT NULL,
    "label" TEXT NOT NULL,
    "hint" TEXT NOT NULL DEFAULT '',
    "translations" JSONB NOT NULL DEFAULT '{}',
    "is_required" BOOLEAN NOT NULL DEFAULT false,
    "choices" JSONB NOT NULL DEFAULT '[]',
    "position" INTEGER NOT NULL,
    "erase_after" DATE,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "id" SERIAL NOT NULL,
    "registration_id" INTEGER NOT NULL,
    "question_id" INTEGER NOT NULL,
    "value" JSONB,
    "indico_value" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploaded_file" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "answer_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "uploaded_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" SERIAL NOT NULL,
    "public_id" TEXT NOT NULL,
    "conference_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" INTEGER,
    "parent_id" INTEGER,
    "state" "registration_state" NOT NULL DEFAULT 'draft',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "email" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    "affiliation" TEXT NOT NULL DEFAULT '',
    "position" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "indico_profile" JSONB NOT NULL DEFAULT '{}',
    "details_at" TIMESTAMPTZ(3),
    "category_id" INTEGER,
    "assigned_category_id" INTEGER,
    "indico_db_id" INTEGER,
    "indico_friendly_id" INTEGER,
    "indico_state" TEXT,
    "indico_price_minor" INTEGER,
    "indico_currency" CHAR(3),
    "indico_read_at" TIMESTAMPTZ(3),
    "prefill" "prefill_state" NOT NULL DEFAULT 'none',
    "is_confirmed" BOOLEAN NOT NULL DEFAULT true,
    "checked_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mirror" (
    "registration_id" INTEGER NOT NULL,
    "state" "mirror_state" NOT NULL DEFAULT 'not_linked',
    "want_paid" BOOLEAN NOT NULL DEFAULT false,
    "want_checked_in" BOOLEAN NOT NULL DEFAULT false,
    "wish" INTEGER NOT NULL DEFAULT 0,
    "seen_paid" BOOLEAN,
    "seen_checked_in" BOOLEAN,
    "seen_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "lease_token" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "mirror_pkey" PRIMARY KEY ("registration_id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "is_disabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_role" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "conference_id" INTEGER,
    "role" "role" NOT NULL,

    CONSTRAINT "staff_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" SERIAL NOT NULL,
    "kind" "credential_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "conference_id" INTEGER,
    "indico_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_QuotaToService" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_QuotaToService_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_CategoryToQuota" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_CategoryToQuota_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_CategoryToQuestion" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_CategoryToQuestion_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "link_request_public_id_key" ON "link_request"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_request_link_hash_key" ON "link_request"("link_hash");

-- CreateIndex
CREATE INDEX "link_request_conference_id_indico_db_id_email_expires_at_idx" ON "link_request"("conference_id", "indico_db_id", "email", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "access_session_token_hash_key" ON "access_session"("token_hash");

-- CreateIndex
CREATE INDEX "access_grant_registration_id_idx" ON "access_grant"("registration_id");

-- CreateIndex
CREATE INDEX "audit_entry_conference_id_object_object_id_idx" ON "audit_entry"("conference_id", "object", "object_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_conference_id_seq_key" ON "audit_entry"("conference_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "quota_conference_id_name_key" ON "quota"("conference_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "category_conference_id_code_key" ON "category"("conference_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "service_conference_id_code_key" ON "service"("conference_id", "code");

-- CreateIndex
CREATE INDEX "price_window_category_id_idx" ON "price_window"("category_id");

-- CreateIndex
CREATE INDEX "price_window_service_id_idx" ON "price_window"("service_id");

-- CreateIndex
CREATE UNIQUE INDEX "conference_slug_key" ON "conference"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "conference_indico_url_indico_event_id_indico_form_id_key" ON "conference"("indico_url", "indico_event_id", "indico_form_id");

-- CreateIndex
CREATE INDEX "feed_row_conference_id_resource_seq_idx" ON "feed_row"("conference_id", "resource", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "feed_row_conference_id_seq_key" ON "feed_row"("conference_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "mail_key_key" ON "mail"("key");

-- CreateIndex
CREATE INDEX "mail_state_created_at_idx" ON "mail"("state", "created_at");

-- CreateIndex
CREATE INDEX "mail_registration_id_idx" ON "mail"("registration_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_public_id_key" ON "order"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_reference_key" ON "order"("reference");

-- CreateIndex
CREATE INDEX "order_payer_id_idx" ON "order"("payer_id");

-- CreateIndex
CREATE INDEX "order_state_hold_until_idx" ON "order"("state", "hold_until");

-- CreateIndex
CREATE UNIQUE INDEX "order_conference_id_number_key" ON "order"("conference_id", "number");

-- CreateIndex
CREATE INDEX "order_line_order_id_idx" ON "order_line"("order_id");

-- CreateIndex
CREATE INDEX "order_line_registration_id_idx" ON "order_line"("registration_id");

-- CreateIndex
CREATE UNIQUE INDEX "guest_order_line_id_position_key" ON "guest"("order_line_id", "position");

-- CreateIndex
CREATE INDEX "place_quota_id_idx" ON "place"("quota_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_public_id_key" ON "payment"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_checkout_id_key" ON "payment"("checkout_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_id_key" ON "payment"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_idempotency_key_key" ON "payment"("idempotency_key");

-- CreateIndex
CREATE INDEX "payment_order_id_idx" ON "payment"("order_id");

-- CreateIndex
CREATE INDEX "payment_state_way_updated_at_idx" ON "payment"("state", "way", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "refund_provider_id_key" ON "refund"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_idempotency_key_key" ON "refund"("idempotency_key");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE INDEX "ledger_entry_order_id_idx" ON "ledger_entry"("order_id");

-- CreateIndex
CREATE INDEX "ledger_entry_payment_id_idx" ON "ledger_entry"("payment_id");

-- CreateIndex
CREATE INDEX "suspense_conference_id_state_idx" ON "suspense"("conference_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "suspense_payment_id_reason_key" ON "suspense"("payment_id", "reason");

-- CreateIndex
CREATE UNIQUE INDEX "question_conference_id_key_key" ON "question"("conference_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "answer_registration_id_question_id_key" ON "answer"("registration_id", "question_id");

-- CreateIndex
CREATE UNIQUE INDEX "uploaded_file_public_id_key" ON "uploaded_file"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "uploaded_file_answer_id_key" ON "uploaded_file"("answer_id");

-- CreateIndex
CREATE INDEX "person_email_idx" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "registration_public_id_key" ON "registration"("public_id");

-- CreateIndex
CREATE INDEX "registration_conference_id_email_idx" ON "registration"("conference_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "registration_conference_id_number_key" ON "registration"("conference_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "registration_conference_id_indico_db_id_key" ON "registration"("conference_id", "indico_db_id");

-- CreateIndex
CREATE INDEX "mirror_state_next_attempt_at_idx" ON "mirror"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_role_staff_id_conference_id_key" ON "staff_role"("staff_id", "conference_id");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_name_key" ON "credential"("name");

-- CreateIndex
CREATE INDEX "_QuotaToService_B_index" ON "_QuotaToService"("B");

-- CreateIndex
CREATE INDEX "_CategoryToQuota_B_index" ON "_CategoryToQuota"("B");

-- CreateIndex
CREATE INDEX "_CategoryToQuestion_B_index" ON "_CategoryToQuestion"("B");

-- AddForeignKey
ALTER TABLE "link_request" ADD CONSTRAINT "link_request_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "access_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quota" ADD CONSTRAINT "quota_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_window" ADD CONSTRAINT "price_window_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_window" ADD CONSTRAINT "price_window_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conference_counter" ADD CONSTRAINT "conference_counter_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_row" ADD CONSTRAINT "feed_row_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_payer_id_fkey" FOREIGN KEY ("payer_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest" ADD CONSTRAINT "guest_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_line"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_quota_id_fkey" FOREIGN KEY ("quota_id") REFERENCES "quota"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suspense" ADD CONSTRAINT "suspense_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suspense" ADD CONSTRAINT "suspense_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suspense" ADD CONSTRAINT "suspense_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploaded_file" ADD CONSTRAINT "uploaded_file_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "answer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_assigned_category_id_fkey" FOREIGN KEY ("assigned_category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mirror" ADD CONSTRAINT "mirror_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_QuotaToService" ADD CONSTRAINT "_QuotaToService_A_fkey" FOREIGN KEY ("A") REFERENCES "quota"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_QuotaToService" ADD CONSTRAINT "_QuotaToService_B_fkey" FOREIGN KEY ("B") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToQuota" ADD CONSTRAINT "_CategoryToQuota_A_fkey" FOREIGN KEY ("A") REFERENCES "category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToQuota" ADD CONSTRAINT "_CategoryToQuota_B_fkey" FOREIGN KEY ("B") REFERENCES "quota"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToQuestion" ADD CONSTRAINT "_CategoryToQuestion_A_fkey" FOREIGN KEY ("A") REFERENCES "category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_CategoryToQuestion" ADD CONSTRAINT "_CategoryToQuestion_B_fkey" FOREIGN KEY ("B") REFERENCES "question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must never be, whatever the code does.

ALTER TABLE "quota" ADD CONSTRAINT "quota_not_oversold" CHECK ("taken" >= 0 AND "capacity" >= 0 AND "allowance" >= 0 AND "taken" <= "capacity" + "allowance");
ALTER TABLE "place" ADD CONSTRAINT "place_counts" CHECK ("count" > 0);
ALTER TABLE "price_window" ADD CONSTRAINT "price_window_of_one_item" CHECK (("category_id" IS NULL) <> ("service_id" IS NULL));
ALTER TABLE "price_window" ADD CONSTRAINT "price_window_price" CHECK ("price_minor" >= 0);
ALTER TABLE "price_window" ADD CONSTRAINT "price_window_order" CHECK ("from_at" IS NULL OR "until_at" IS NULL OR "from_at" < "until_at");
ALTER TABLE "service" ADD CONSTRAINT "service_times" CHECK (("starts_at" IS NULL) = ("ends_at" IS NULL) AND ("starts_at" IS NULL OR "starts_at" < "ends_at"));
ALTER TABLE "order" ADD CONSTRAINT "order_total" CHECK ("total_minor" >= 0);
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_amounts" CHECK ("quantity" > 0 AND "unit_minor" >= 0 AND "gross_minor" = "unit_minor" * "quantity" AND "tax_minor" BETWEEN 0 AND "gross_minor");
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_of_one_item" CHECK (("category_id" IS NULL) <> ("service_id" IS NULL));
ALTER TABLE "payment" ADD CONSTRAINT "payment_amount" CHECK ("amount_minor" > 0);
ALTER TABLE "refund" ADD CONSTRAINT "refund_amount" CHECK ("amount_minor" > 0);
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_sign" CHECK (("kind" = 'payment' AND "amount_minor" > 0 AND "refund_id" IS NULL) OR ("kind" = 'refund' AND "amount_minor" < 0 AND "refund_id" IS NOT NULL));
-- A payment enters the ledger once per order (what is too much goes to no order), a refund once.
CREATE UNIQUE INDEX "ledger_entry_payment_once" ON "ledger_entry" ("payment_id", COALESCE("order_id", 0)) WHERE "kind" = 'payment';
CREATE UNIQUE INDEX "ledger_entry_refund_once" ON "ledger_entry" ("refund_id") WHERE "kind" = 'refund';
-- At most one hosted card page open per order.
CREATE UNIQUE INDEX "payment_one_open_card" ON "payment" ("order_id") WHERE "way" = 'card' AND "state" IN ('created', 'pending');
-- At most one draft order per payer.
CREATE UNIQUE INDEX "order_one_draft" ON "order" ("payer_id") WHERE "state" = 'draft';

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
