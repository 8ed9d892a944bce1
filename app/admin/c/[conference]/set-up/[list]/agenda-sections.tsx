import { useLocale } from "next-intl";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { BOOKING_MODES, TAG_KINDS, WAITING_LIST_MODES } from "@/lib/conference/conference-file";
import { ownQuotaOf } from "@/lib/conference/own-quota";
import { cityOfZone } from "@/lib/time/format";
import { ChoiceField, LongField, TextField, TickField, TicksField, TranslationFields } from "./form-fields";
import { useFormWords } from "./form-words";
import type { SectionsProps } from "./item-sections";

/** A session's form: what it is, when and where, its places, who books them and how. */
export function SessionSections(props: SectionsProps) {
  const { form, at, loaded, booked } = props;
  const { t } = useFormWords();
  const locale = useLocale();
  const city = cityOfZone(at.conference.timeZone, locale);
  return (
    <>
      <Section title={t("sections.what")} className="mt-6">
        {booked > 0 && <Note>{t("booked-note", { booked })}</Note>}
        <Fields>
          <TextField form={form} name="title" width="half" />
          <TextField form={form} name="code" width="half" hint={t("hints.session-code")} code />
          <TranslationFields form={form} names={["title"]} width="half" />
          <LongField form={form} name="description" optional />
          <TranslationFields form={form} names={["description"]} long={["description"]} />
          <TextField form={form} name="tags" hint={t("hints.tags", { names: namesOf(loaded.tags) })} optional />
          <TickField form={form} name="isPublished" hint={t("hints.isPublished")} />
          <TickField form={form} name="isCancelled" hint={t("hints.isCancelled")} />
        </Fields>
      </Section>
      <Section title={t("sections.when")} intro={t("sections.session-when-intro", { city })}>
        <Fields>
          <TextField form={form} name="startsAt" type="datetime-local" width="half" />
          <TextField form={form} name="endsAt" type="datetime-local" width="half" />
          <TextField
            form={form}
            name="room"
            width="half"
            hint={t("hints.room", { names: namesOf(loaded.rooms) })}
            optional
          />
          <TickField form={form} name="blocksTime" hint={t("hints.session-blocksTime")} />
        </Fields>
      </Section>
      <PlacesOfSession {...props} />
      <BookingOfSession {...props} />
    </>
  );
}

function PlacesOfSession({ form, loaded }: SectionsProps) {
  const { t } = useFormWords();
  const shared = loaded.quotas.filter(
    ({ name }) => !loaded.setup.sessions.some((session) => session.quota === name && ownQuotaOf(loaded.setup, session)),
  );
  return (
    <Section title={t("sections.places")} intro={t("sections.session-places-intro")}>
      <Fields>
        <TextField form={form} name="places" width="third" hint={t("hints.places")} optional decimal />
        <ChoiceField
          form={form}
          name="quota"
          width="two-thirds"
          hint={t("hints.quota")}
          empty={t("no-shared-quota")}
          options={shared.map(({ name, item }) => ({
            value: name,
            label: t("quota.named", { name, capacity: item.capacity }),
          }))}
          optional
        />
        <ChoiceField
          form={form}
          name="service"
          width="half"
          hint={t("hints.service")}
          empty={t("free")}
          options={loaded.services.map(({ name, item }) => ({ value: name, label: item.name }))}
          optional
        />
      </Fields>
    </Section>
  );
}

function BookingOfSession({ form, loaded }: SectionsProps) {
  const { t } = useFormWords();
  return (
    <Section title={t("sections.booking")} intro={t("sections.booking-intro")}>
      <Fields>
        <ChoiceField
          form={form}
          name="booking"
          width="half"
          options={BOOKING_MODES.map((value) => ({ value, label: t(`bookings.${value}`) }))}
        />
        {loaded.categories.length > 0 && (
          <TicksField
            form={form}
            name="categories"
            hint={t("hints.session-categories")}
            options={loaded.categories.map(({ name, item }) => ({ value: name, label: item.name }))}
          />
        )}
        <TextField form={form} name="opensAt" type="datetime-local" width="half" optional />
        <TextField form={form} name="closesAt" type="datetime-local" width="half" hint={t("hints.closesAt")} optional />
        <TextField
          form={form}
          name="leaveUntil"
          type="datetime-local"
          width="half"
          hint={t("hints.leaveUntil")}
          optional
        />
        <TextField form={form} name="waitingPlaces" width="third" hint={t("hints.waitingPlaces")} decimal />
        <ChoiceField
          form={form}
          name="waitingListMode"
          width="two-thirds"
          options={WAITING_LIST_MODES.map((value) => ({ value, label: t(`waiting-lists.${value}`) }))}
        />
        <TextField form={form} name="offerHours" width="third" hint={t("hints.offerHours")} decimal />
      </Fields>
    </Section>
  );
}

export function RoomSections({ form }: SectionsProps) {
  const { t } = useFormWords();
  return (
    <>
      <Section title={t("sections.room")} className="mt-6">
        <Fields>
          <TextField form={form} name="name" hint={t("hints.room-name")} />
          <TextField form={form} name="building" width="half" optional />
          <TextField form={form} name="floor" width="half" optional />
          <TextField form={form} name="address" optional />
          <TextField form={form} name="seats" width="third" hint={t("hints.seats")} optional decimal />
        </Fields>
      </Section>
      <Section title={t("sections.map")} intro={t("sections.map-intro")}>
        <Fields>
          <TextField form={form} name="latitude" width="half" optional decimal />
          <TextField form={form} name="longitude" width="half" optional decimal />
        </Fields>
      </Section>
    </>
  );
}

export function TagSections({ form }: SectionsProps) {
  const { t } = useFormWords();
  return (
    <Section title={t("sections.tag")} className="mt-6">
      <Fields>
        <TextField form={form} name="name" hint={t("hints.tag-name")} />
        <ChoiceField
          form={form}
          name="kind"
          width="half"
          options={TAG_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <TextField form={form} name="colour" width="half" hint={t("hints.colour")} optional code />
        <TextField form={form} name="perPerson" width="half" hint={t("hints.perPerson")} optional decimal />
      </Fields>
    </Section>
  );
}

function namesOf(rows: readonly { name: string }[]): string {
  return rows.map(({ name }) => name).join(", ") || "–";
}
