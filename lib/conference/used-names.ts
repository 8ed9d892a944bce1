import type { ConferenceFile, SetupRoom, SetupTag } from "@/lib/conference/conference-file";

/** The file's rooms and tags, and after them those that its sessions name and nothing describes. */
export function withUsedNames({ rooms, tags, sessions }: ConferenceFile): { rooms: SetupRoom[]; tags: SetupTag[] } {
  const missing = (known: readonly { name: string }[], used: readonly string[]) => {
    const names = new Set(known.map(({ name }) => name));
    return [...new Set(used)].filter((name) => name !== "" && !names.has(name));
  };
  const byTime = sessions.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const usedRooms = byTime.map(({ room }) => room);
  const usedTags = byTime.flatMap((session) => session.tags);
  return {
    rooms: [...rooms, ...missing(rooms, usedRooms).map(newRoom)],
    tags: [...tags, ...missing(tags, usedTags).map(newTag)],
  };
}

function newRoom(name: string): SetupRoom {
  return { name, building: "", floor: "", address: "", latitude: null, longitude: null, seats: null };
}

function newTag(name: string): SetupTag {
  return { name, kind: "topic", colour: null, perPerson: null };
}
