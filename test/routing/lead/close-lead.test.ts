import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closable, close } from "../../../routing/lead/close-lead.ts";
import { type Closing, closingOutcomes, leadStatuses } from "../../../routing/lead/lead.ts";
import { allows, isFinal } from "../../../routing/lead/lifecycle.ts";
import { ImpossibleMove } from "../../../routing/lead/move-lead.ts";
import { workflowState } from "../../../routing/lead/workflow-state.ts";
import { anOfferedLead } from "../../build/a-lead.ts";

const [offer] = anOfferedLead().offers as [ReturnType<typeof anOfferedLead>["offers"][number]];
const accepted = { ...offer, outcome: "accepted" as const, points: 3, countedIn: ["2026-11-02", "2026-11"] };
const owned = (changes: Parameters<typeof anOfferedLead>[0] = {}) =>
  anOfferedLead({ status: "introduced", ownerId: "ana", offers: [accepted], ...changes });
const closing = (outcome: Closing["outcome"]): Closing => ({ outcome, at: "2026-11-05T15:00:00.000Z", by: "marta" });

describe("closing a lead", () => {
  it("is possible only after the introduction, and final", () => {
    expect(leadStatuses.filter((status) => allows(status, "closed"))).toEqual(["introduced", "closed"]);
    expect(leadStatuses.filter((status) => allows("closed", status))).toEqual(["closed"]);
    expect([isFinal("closed"), workflowState(owned({ status: "closed" })).kind]).toEqual([true, "closed"]);
  });

  it("is possible in exactly the statuses that have the transition", () => {
    const dueAt = fc.option(fc.constant("2026-11-05T15:02:00.000Z"), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...leadStatuses), dueAt, fc.constantFrom(...closingOutcomes), (status, dueAt, as) => {
        const lead = owned({ status, dueAt });
        if (closable(lead) === "closes") expect(close(lead, closing(as)).lead.status).toBe("closed");
        else if (status !== "introduced" && status !== "closed")
          expect(() => close(lead, closing(as))).toThrow(ImpossibleMove);
      }),
    );
    expect(leadStatuses.filter((status) => closable(owned({ status })) === "closes")).toEqual(["introduced"]);
  });

  it("waits until the owner is introduced", () => {
    expect(closable(owned({ status: "accepted" }))).toBe("being-told");
  });

  it.each(["won", "lost"] as const)(
    "gives the place and the effort back when it is %s, and it stays one of the day's new leads",
    (outcome) => {
      const { lead, freed } = close(owned(), closing(outcome));
      expect(freed).toEqual({ repId: "ana", points: 3 });
      expect(lead).toMatchObject({ status: "closed", ownerId: "ana", closed: closing(outcome), offers: [accepted] });
      expect(lead.timeline.at(-1)).toEqual({ at: closing(outcome).at, event: "closed", repId: "ana", detail: outcome });
    },
  );

  it("also gives back its count as a new lead if it is invalid", () => {
    const { lead, freed } = close(owned(), closing("invalid"));
    expect(freed).toEqual({ repId: "ana", points: 3, countedIn: ["2026-11-02", "2026-11"] });
    expect(lead.offers[0]).not.toHaveProperty("countedIn");
  });

  it("frees nothing of a lead that its manager took", () => {
    const lapsed = [{ ...offer, outcome: "lapsed" as const }];
    expect(close(owned({ offers: lapsed, ownerId: "marta" }), closing("lost"))).not.toHaveProperty("freed");
  });
});
