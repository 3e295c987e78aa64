import type { Held } from "../../adapters/intake/held-store.ts";
import { aLead } from "./a-lead.ts";

/** A submission that is held, since it was sent by a program. */
export function aHeld({
  facts,
  ...overrides
}: Partial<Omit<Held, "facts">> & { facts?: Partial<Held["facts"]> }): Held {
  return {
    ...{ leadId: "held-1", key: "key-1", reason: "too-soon", heldAt: "2026-11-02T15:00:00.000Z", asWritten: [] },
    ...overrides,
    facts: { ...aLead().facts, ...facts },
  };
}
