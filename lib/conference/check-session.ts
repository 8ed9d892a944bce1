import type { SetupSession } from "@/lib/conference/conference-file";
import type { ProblemReason } from "@/lib/conference/file-problem";

/** What of a session does not fit its other fields, at the field that is to be changed. */
export type SessionProblem = { field: keyof SetupSession; message: string; reason: ProblemReason };

/**
 * What the fields of one session say of each other; that names exist and times are some is checked elsewhere.
 * @param times when its booking opens and closes; null where that is not said, or is no time
 */
export function findSessionProblems(
  { service, quota, booking, categories, waitingPlaces }: SetupSession,
  { opensAt, closesAt }: { opensAt: Date | null; closesAt: Date | null },
): SessionProblem[] {
  const rules: (SessionProblem & { isBroken: boolean })[] = [
    {
      isBroken: service !== null && quota !== null,
      field: "quota",
      message: `Its places are those of the service "${service}". Take the quota out, or give it to the service.`,
      reason: { code: "session-service-quota" },
    },
    {
      isBroken: service !== null && booking !== "portal",
      field: "booking",
      message: `It is sold with the service "${service}": its booking is "portal". Correct it, or take the service out.`,
      reason: { code: "session-service-booking" },
    },
    {
      isBroken: booking === "included" && categories.length === 0,
      field: "categories",
      message: 'Say with the fee of which categories it comes, or let its booking be another than "included".',
      reason: { code: "included-without-categories" },
    },
    {
      isBroken: opensAt !== null && closesAt !== null && closesAt <= opensAt,
      field: "closesAt",
      message: "This is not after opensAt. Correct one of the two.",
      reason: { code: "closes-before-opening" },
    },
    {
      isBroken: waitingPlaces > 0 && quota === null,
      field: "waitingPlaces",
      message: "Nobody waits for places without a limit. Give it a quota of its own, or 0 here.",
      reason: { code: "waiting-without-quota" },
    },
  ];
  return rules.filter(({ isBroken }) => isBroken).map(({ isBroken: _, ...problem }) => problem);
}
