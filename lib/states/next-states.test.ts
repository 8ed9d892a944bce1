import { describe, expect, test } from "vitest";
import { canMove, type Machine, NEXT_STATES, statesBefore, statesOf } from "@/lib/states/next-states";

const MACHINES = Object.keys(NEXT_STATES) as Machine[];

describe("statesBefore", () => {
  test.each([
    { machine: "payment", to: "confirmed", before: ["created", "pending", "failed", "cancelled"] },
    { machine: "payment", to: "created", before: [] },
    { machine: "order", to: "placed", before: ["draft", "cancelled"] },
    { machine: "order", to: "cancelled", before: ["draft", "placed"] },
    { machine: "registration", to: "erased", before: ["draft", "active", "cancelled"] },
    { machine: "refund", to: "done", before: ["requested", "pending", "failed"] },
    { machine: "mirror", to: "to_write", before: ["not_linked", "in_step", "parked"] },
    { machine: "booking", to: "registered", before: ["held", "waitlisted", "unregistered"] },
    { machine: "change", to: "approved", before: ["asked"] },
  ] as const)("$machine $to: $before", ({ machine, to, before }) => {
    expect(statesBefore(machine, to as never)).toEqual(before);
  });
});

test("what is over stays over", () => {
  expect(canMove("payment", "confirmed", "failed")).toBe(false);
  expect(canMove("payment", "failed", "pending")).toBe(false);
  expect(canMove("order", "cancelled", "draft")).toBe(false);
  expect(canMove("registration", "erased", "active")).toBe(false);
  expect(canMove("refund", "done", "pending")).toBe(false);
});

test.each(MACHINES)("%s: staying is no move, and every state can be reached from the first or left", (machine) => {
  const [first, ...others] = statesOf(machine);
  for (const state of statesOf(machine)) expect(canMove(machine, state, state)).toBe(false);
  for (const state of others) expect(statesBefore(machine, state)).not.toEqual([]);
  expect(NEXT_STATES[machine][first as never]).not.toEqual([]);
});
