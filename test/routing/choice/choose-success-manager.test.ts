import { describe, expect, it } from "vitest";
import { boardOf } from "../../../routing/choice/board.ts";
import { chooseSuccessManager } from "../../../routing/choice/choose-success-manager.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import { begun, type Onboarding } from "../../../routing/onboarding/onboarding.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aPlanningPolicy, aWonLead, day, plan, wonAt } from "../../build/a-customer.ts";
import { aRep } from "../../build/a-rep.ts";

const carla = aRep({ id: "carla", pools: { success: 1 } });
const dani = aRep({ id: "dani", pools: { success: 1 } });
const seller = aRep();

interface Given {
  lead?: Lead;
  customer?: Onboarding;
  policy?: ReturnType<typeof aPlanningPolicy>;
  now?: string;
  owed?: Record<string, number>;
}
function choose(reps: RepState[], given: Given = {}) {
  const { lead = aWonLead(), customer = begun("lead-1", wonAt), policy = aPlanningPolicy(), now = wonAt } = given;
  const board = boardOf(reps, new Map([["success", given.owed ?? {}]]));
  return chooseSuccessManager(lead, customer, policy, board, now);
}

describe("choose success manager", () => {
  it("chooses in the plan's pool by its order and its ledger, as for any lead, and charges it", () => {
    const owed = { carla: -oneLead, dani: oneLead };
    expect(choose([seller, carla, dani], { owed })).toMatchObject({
      kind: "offer",
      offer: { repId: "dani", pool: "success" },
      charge: { pool: "success" },
    });
  });

  it("asks for what the pool needs, of what the lead told", () => {
    const spoken = { languages: ["pt"] };
    expect(choose([aRep({ ...carla, ...spoken }), dani])).toMatchObject({ offer: { repId: "dani" } });
  });

  it("gives a company's second win to the success manager that it has, and charges nobody", () => {
    const account = {
      ...{ accountId: "florarosa.example", name: "Flora Rosa", by: "domain" as const, similarity: 1 },
      ...{ relation: "customer" as const, ownerId: "carla" },
    };
    const chosen = choose([carla, dani], { lead: aWonLead({ account }), owed: { dani: oneLead } });
    expect(chosen).toMatchObject({ kind: "offer", offer: { repId: "carla" } });
    expect(chosen).not.toHaveProperty("charge");
    const prospect = { ...account, relation: "prospect" as const };
    expect(choose([carla, dani], { lead: aWonLead({ account: prospect }), owed: { dani: oneLead } })).toMatchObject({
      offer: { repId: "dani" },
    });
  });

  it("does not choose again who had the customer and left", () => {
    const customer = { ...begun("lead-1", wonAt), before: ["carla"] };
    expect(choose([carla, dani], { customer, owed: { carla: oneLead } })).toMatchObject({ offer: { repId: "dani" } });
  });

  it("waits while all are full or at home, and ends the wait with the pool's manager", () => {
    const full = aRep({ ...carla, openLeads: 10 });
    expect(choose([full])).toMatchObject({ kind: "wait" });
    const customer = { ...begun("lead-1", wonAt), waitingSince: wonAt };
    expect(choose([full], { customer, now: day(1) })).toEqual({ kind: "escalate", cause: "nobody-available" });
    expect(choose([seller])).toEqual({ kind: "escalate", cause: "nobody-available" });
  });

  it("shows a customer to one alone, where the pool shows its leads to several", () => {
    const policy = aPlanningPolicy({
      pools: { "latam-smb": { manager: "marta" }, success: { manager: "marta", show_to: 2 } },
    });
    expect(choose([carla, dani], { policy })).not.toHaveProperty("round");
  });

  it("needs a plan", () => {
    expect(() => choose([carla], { policy: aPlanningPolicy({ onboarding: undefined }) })).toThrow("plans nothing");
    expect(plan.pool).toBe("success");
  });
});
