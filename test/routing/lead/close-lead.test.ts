import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closable, close } from "../../../routing/lead/close-lead.ts";
import { type Closing, closingOutcomes } from "../../../routing/lead/follow.ts";
import { leadStatuses } from "../../../routing/lead/lead.ts";
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
  it("is possible as long as the lead is open, and final unless it is reopened", () => {
    expect(leadStatuses.filter((status) => !allows(status, "closed"))).toEqual(["rejected", "nurtured"]);
    expect(leadStatuses.filter((status) => allows("closed", status))).toEqual(["ready", "accepted", "closed"]);
    expect([isFinal("closed"), workflowState(owned({ status: "closed" })).kind]).toEqual([true, "closed"]);
  });

  it("is possible in exactly the statuses that have the transition", () => {
    const dueAt = fc.option(fc.constant("2026-11-05T15:02:00.000Z"), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...leadStatuses), dueAt, fc.constantFrom(...closingOutcomes), (status, dueAt, as) => {
        const lead = owned({ status, dueAt });
        if (closable(lead, as) === "closes") expect(close(lead, closing(as)).lead.status).toBe("closed");
        if (!allows(status, "closed")) expect(() => close(lead, closing(as))).toThrow(ImpossibleMove);
      }),
    );
    const closes = (as: Closing["outcome"]) =>
      leadStatuses.filter((status) => closable(owned({ status }), as) === "closes");
    for (const as of ["won", "lost", "invalid"] as const) expect(closes(as)).toEqual(["introduced", "contacted"]);
    expect(closes("withdrawn")).toEqual(leadStatuses.filter((status) => !isFinal(status)));
  });

  it("waits until the owner is introduced", () => {
    expect(closable(owned({ status: "accepted" }), "won")).toBe("being-told");
  });

  it.each(["won", "lost"] as const)(
    "gives the place and the effort back when it is %s, and it stays one of the day's new leads",
    (outcome) => {
      const { lead, freed } = close(owned(), closing(outcome));
      expect(freed).toEqual([{ repId: "ana", points: 3 }]);
      expect(lead).toMatchObject({ status: "closed", ownerId: "ana", closed: closing(outcome), offers: [accepted] });
      expect(lead.timeline.at(-1)).toEqual({
        at: closing(outcome).at,
        event: "closed",
        repId: "ana",
        detail: outcome,
        by: "marta",
      });
    },
  );

  it("also gives back its count as a new lead if it is invalid", () => {
    const { lead, freed, credited } = close(owned(), closing("invalid"));
    expect(freed).toEqual([{ repId: "ana", points: 3, countedIn: ["2026-11-02", "2026-11"] }]);
    expect(credited).toEqual([1]);
    expect(lead.offers[0]).not.toHaveProperty("countedIn");
  });

  it("frees nothing of a lead that its manager took", () => {
    const lapsed = [{ ...offer, outcome: "lapsed" as const }];
    expect(close(owned({ offers: lapsed, ownerId: "marta" }), closing("lost"))).toMatchObject({
      freed: [],
      credited: [],
    });
  });

  it("ends the offers that are open: who was asked alone holds a place and a count, and every one of them is credited", () => {
    const alone = { ...offer, points: 3, countedIn: ["2026-11-02"] };
    const asked = close(anOfferedLead({ offers: [alone] }), closing("withdrawn"));
    expect(asked).toMatchObject({ freed: [{ repId: "ana", points: 3, countedIn: ["2026-11-02"] }], credited: [1] });
    expect(asked.lead.offers[0]).toMatchObject({ outcome: "withdrawn", answeredAt: closing("won").at });
    expect(asked.lead.offers[0]).not.toHaveProperty("countedIn");
    const round = [1, 2].map((attempt) => ({ ...offer, attempt, repId: `rep-${attempt}`, round: 1 }));
    const shown = close(anOfferedLead({ offers: round }), closing("withdrawn"));
    expect(shown).toMatchObject({ freed: [], credited: [1, 2] });
  });

  it("keeps what was followed of the owner, but no token of a task that waits", () => {
    const follow = {
      ...{
        contactBy: "2026-11-02T16:00:00.000Z",
        remindAt: [],
        reminded: 0,
        tries: [],
        tried: 2,
        nudged: 0,
        asked: 0,
        restarts: 0,
      },
      ...{ quietSince: "2026-11-02T15:00:00.000Z", taskToken: "secret" },
    };
    const { lead } = close(owned({ follow }), closing("lost"));
    expect(lead.follow).toMatchObject({ tried: 2 });
    expect(lead.follow).not.toHaveProperty("taskToken");
  });
});
