import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readTimetable } from "@/lib/indico/read-timetable";
import { IndicoSite } from "@/lib/indico/site";

/** `INDICO_DEV`: the dev.json of one or more running Indicos, comma-separated. */
const paths = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);

if (paths.length === 0) {
  describe("the timetable of a real Indico", () => {
    test.skip("SKIPPED: INDICO_DEV names no dev.json of a running Indico", () => {});
  });
}

for (const path of paths) {
  const dev = JSON.parse(readFileSync(path, "utf8"));
  const eventId: number = dev.events.workshop;
  const site = new IndicoSite(dev.base_url, dev.tokens.token);
  const LOCATION = JSON.stringify({ inheriting: false, venue_name: "Campus", room_name: "Room 7", address: "" });
  const COLOURS = JSON.stringify({ background: "#eee0ef", text: "#1D041F" });

  /** By Indico's own forms, as its timetable page posts them. */
  const post = async (address: string, form: Record<string, string>) => {
    const reply = await site.send({
      method: "POST",
      path: `/event/${eventId}/manage/timetable/${address}`,
      form: new URLSearchParams(form),
      timeoutMs: 30_000,
    });
    if (!reply.ok || reply.value.status !== 200) throw new Error(JSON.stringify(reply));
    return JSON.parse(reply.value.body.toString("utf8"));
  };

  describe(`the timetable of Indico ${dev.indico_version}`, () => {
    test("has a block with a talk in it, a talk by itself and a break, each with time and room", async () => {
      const days = await site.send({ path: `/export/timetable/${eventId}.json?nc=yes`, timeoutMs: 30_000 });
      if (!days.ok) throw new Error(days.error);
      const [first = ""] = Object.keys(JSON.parse(days.value.body.toString("utf8")).results[eventId]).toSorted();
      const day = `${first.slice(0, 4)}-${first.slice(4, 6)}-${first.slice(6)}`;
      const before = await readTimetable(site, eventId, 30_000);
      if (!before.ok) throw new Error(before.error);
      const mark = `of ${before.value.length}`;

      const { session } = await post(`add-session?day=${day}`, {
        ...{ title: `Basins ${mark}`, code: "BAS", default_contribution_duration: "1200" },
        ...{ location_data: LOCATION, colors: COLOURS },
      });
      const block = await post(`add-session-block?day=${day}&parent_session_id=${session.id}`, {
        ...{ title: "Part one", time: "09:00", duration: "5400", location_data: LOCATION, person_links: "[]" },
      });
      const [update] = [block.update ?? block.entries?.[0]];
      const blockId = Object.values<{ sessionSlotId: number; sessionId: number }>(update.entries).find(
        ({ sessionId }) => sessionId === session.id,
      )?.sessionSlotId;
      const talk = { person_link_data: "[]", references: "[]", keywords: "[]", location_data: LOCATION };
      await post(`add-contribution?day=${day}&session_block_id=${blockId}`, {
        ...{ ...talk, title: `Seiches ${mark}`, time: "09:20", duration: "1200" },
      });
      await post(`add-contribution?day=${day}`, {
        ...{ ...talk, title: `Tides & waves ${mark}`, time: "11:00", duration: "3600" },
        description: "<p>Old &amp; <b>new</b></p><p>Second</p>",
      });
      await post(`add-break?day=${day}`, {
        ...{ title: `Coffee ${mark}`, time: "10:30", duration: "1800", location_data: LOCATION, colors: COLOURS },
      });

      const read = await readTimetable(site, eventId, 30_000);
      if (!read.ok) throw new Error(read.error);
      const known = new Set(before.value.map(({ id }) => id));
      const timeZone = read.value[0]?.startsAt.timeZone;
      const at = (time: string) => ({ local: `${day}T${time}:00`, timeZone });
      expect(read.value.filter(({ id }) => !known.has(id))).toMatchObject([
        {
          ...{ kind: "session", title: `Basins ${mark}: Part one`, room: "Room 7" },
          ...{
            startsAt: at("09:00"),
            endsAt: at("10:30"),
            within: [{ title: `Seiches ${mark}`, startsAt: at("09:20") }],
          },
        },
        { kind: "break", title: `Coffee ${mark}`, startsAt: at("10:30"), endsAt: at("11:00") },
        { kind: "contribution", title: `Tides & waves ${mark}`, description: expect.stringContaining("Old & new") },
      ]);
      for (const { id } of read.value.filter((entry) => !known.has(entry.id))) {
        await post(`entry/${id.slice(1)}/delete`, {});
      }
      const after = await readTimetable(site, eventId, 30_000);
      expect(after.ok && after.value.map(({ id }) => id)).toEqual([...known]);
    });

    test.each([
      { token: "token_registrants_only", failure: "scope-missing" },
      { token: "token_no_scope", failure: "scope-missing" },
    ])("is not read with $token", async ({ token, failure }) => {
      const read = await readTimetable(new IndicoSite(dev.base_url, dev.tokens[token]), eventId, 30_000);
      expect(read).toEqual({ ok: false, error: failure });
    });
  });
}
