import { db } from "@/lib/db/client";
import { SANDBOX_EVENT } from "@/lib/sandbox/indico/form";

const TIME_ZONE = "Europe/Lisbon";

type Entry = { id: string; type: "Session" | "Contribution" | "Break"; day: number; from: string; until: string };

/** What the sandbox's timetable holds, by days from the first one; a block's talks lie within it. */
const ENTRIES: readonly (Entry & { title: string; room: string; description?: string; within?: string })[] = [
  { id: "s1", type: "Session", day: 1, from: "14:00", until: "16:00", title: "Basins and bays", room: "Room 1" },
  {
    id: "c2",
    type: "Contribution",
    day: 1,
    from: "14:20",
    until: "14:40",
    title: "Seiches of the Ria",
    room: "Room 1",
    within: "s1",
  },
  { id: "b3", type: "Break", day: 1, from: "16:00", until: "16:30", title: "Coffee", room: "Cloister" },
  {
    ...{
      id: "c4",
      type: "Contribution",
      day: 2,
      from: "17:00",
      until: "18:00",
      title: "Public lecture",
      room: "Auditorium",
    },
    description: "<p>Tides for everybody.</p>",
  },
];

/** `/export/timetable/E.json`: the days of the conference that is tied to the event, and what is on each. */
export async function timetableJson() {
  const client = await db();
  const conference = await client.conference.findFirst({ where: { indicoEventId: SANDBOX_EVENT.id } });
  const first = conference?.startsOn.getTime() ?? 0;
  const dayOf = ({ day }: Entry) => new Date(first + day * 86_400_000).toISOString().slice(0, 10);
  const time = (entry: Entry, at: "from" | "until") => ({ date: dayOf(entry), time: `${entry[at]}:00`, tz: TIME_ZONE });
  const show = (entry: (typeof ENTRIES)[number]): object => ({
    ...{ uniqueId: entry.id, id: entry.id, entryType: entry.type, title: entry.title, room: entry.room },
    description: entry.description ?? "",
    startDate: time(entry, "from"),
    endDate: time(entry, "until"),
    ...(entry.type === "Session"
      ? { slotTitle: "", entries: byId(ENTRIES.filter(({ within }) => within === entry.id)) }
      : {}),
  });
  const byId = (entries: readonly (typeof ENTRIES)[number][]) =>
    Object.fromEntries(entries.map((one) => [one.id, show(one)]));
  const days = Map.groupBy(
    ENTRIES.filter(({ within }) => within === undefined),
    (entry) => dayOf(entry).replaceAll("-", ""),
  );
  const shown = Object.fromEntries([...days].map(([day, entries]) => [day, byId(entries)]));
  return { count: 1, results: { [SANDBOX_EVENT.id]: shown }, _type: "HTTPAPIResult" };
}
