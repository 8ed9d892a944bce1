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

-- How words are compared: lower case, without accents, a few letters as they are typed on other keyboards. `lower` knows
-- nothing but ASCII in a database of locale C, so Greek and Cyrillic are listed.
CREATE FUNCTION "fold_words"(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT replace(replace(replace(replace(lower(translate(
    regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g'),
    'ØøŁłĐđÐðĦħŦŧıĸŊŋАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЂЈЉЊЋЏҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς’ʼ',
    'oolldddd' || 'hhttiknn' || 'абвгдежзиклмнопрстуфхцчшщъыьэюяєіђјљњћџґαβγδεζηθικλμνξοπρστυφχψωσ'''''))
  , 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;

-- Words are parted at blanks and punctuation of ASCII, Latin-1 and Unicode's own block; letters of every script stay.
CREATE FUNCTION "split_words"(words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  -- plpgsql keeps the plan: a trigger calls this for every registration that changes.
  RETURN (SELECT coalesce(array_agg(DISTINCT left(word, 100)), '{}')
    FROM regexp_split_to_table("fold_words"(words), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+') AS word
   WHERE word <> '');
END $$;

-- Every word of a question as the beginning of a word that must be there; null for a question without words.
CREATE FUNCTION "question_of_words"(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT string_agg('''' || word || ''':*', ' & ')::tsquery FROM unnest("split_words"(words)) AS word
$$;

CREATE FUNCTION "index_registration"(which integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "registration_search" ("registration_id", "conference_id", "sort_name", "tokens")
  SELECT r.id, r.conference_id,
         "fold_words"(coalesce(nullif(trim(r.last_name || ' ' || r.first_name), ''), r.email)),
         array_to_tsvector("split_words"(concat_ws(' ', r.first_name, r.last_name, r.email, r.affiliation, r.invoice_name,
           -- O'Brien is found as obrien, too
           translate(r.last_name, '''’-. ', ''), translate(r.first_name, '''’-. ', ''),
           r.number, 'f' || r.number, r.indico_friendly_id, r.public_id,
           (SELECT string_agg(concat_ws(' ', o.number, o.reference, o.receipt_number), ' ') FROM "order" o WHERE o.payer_id = r.id))))
    FROM registration r WHERE r.id = which
  ON CONFLICT ("registration_id") DO UPDATE SET "sort_name" = excluded."sort_name", "tokens" = excluded."tokens";
END $$;

CREATE FUNCTION "index_this_registration"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "index_registration"(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "index_payer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "index_registration"(NEW.payer_id);
  RETURN NULL;
END $$;

CREATE TRIGGER "registration_is_indexed" AFTER INSERT ON "registration" FOR EACH ROW EXECUTE FUNCTION "index_this_registration"();
CREATE TRIGGER "registration_is_indexed_anew" AFTER UPDATE ON "registration" FOR EACH ROW
  WHEN ((OLD.first_name, OLD.last_name, OLD.email, OLD.affiliation, OLD.invoice_name, OLD.number, OLD.indico_friendly_id)
    IS DISTINCT FROM (NEW.first_name, NEW.last_name, NEW.email, NEW.affiliation, NEW.invoice_name, NEW.number, NEW.indico_friendly_id))
  EXECUTE FUNCTION "index_this_registration"();
CREATE TRIGGER "order_is_indexed" AFTER INSERT ON "order" FOR EACH ROW EXECUTE FUNCTION "index_payer"();
CREATE TRIGGER "order_is_indexed_anew" AFTER UPDATE ON "order" FOR EACH ROW
  WHEN ((OLD.payer_id, OLD.reference, OLD.number, OLD.receipt_number) IS DISTINCT FROM (NEW.payer_id, NEW.reference, NEW.number, NEW.receipt_number))
  EXECUTE FUNCTION "index_payer"();

SELECT "index_registration"(id) FROM "registration";
