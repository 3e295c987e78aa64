import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import type { Lead, Offer } from "../../../routing/lead/lead.ts";
import { answered, escalated, offered } from "../../../routing/lead/move-lead.ts";
import { escalationTo, managerFor } from "../../../routing/offers/escalation.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { instants, leads, policies, teams } from "../../build/a-team.ts";
import { runs } from "../../build/runs.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const halfAnHourLater = "2026-11-02T15:30:00.000Z";
const pools = { "latam-smb": { manager: "marta" }, anyone: { manager: "rita" }, last: { manager: "rita" } };
const policy = (overrides: object = {}) =>
  aPolicy({ attempts: 1, pools, after_attempts: { pools: ["anyone", "last"] }, ...overrides });
const ofAnyone = ["beto", "caro", "davi"].map((id) => aRep({ id, pools: { anyone: 1 } }));
const team = [aRep(), ...ofAnyone, aRep({ id: "eva", pools: { last: 1 } })];
const managers = ["marta", "rita"].map((id) => aRep({ id, role: "manager", pools: {} }));

/** A lead that Ana let lapse. */
const asked = (overrides: Partial<Lead> = {}): Lead =>
  aLead({
    status: "ready",
    rule: { rule: "Mexico", pools: ["latam-smb"] },
    offers: anOfferedLead().offers.map((offer): Offer => ({ ...offer, repId: "ana", outcome: "lapsed" })),
    ...overrides,
  });
const choose = (lead = asked(), { reps = team, by = policy() } = {}) =>
  chooseRep(lead, by, boardOf(reps, new Map()), now);
const shown = (choice: ReturnType<typeof choose>) =>
  choice.kind === "offer" ? choice.round?.offers.map(({ repId, pool }) => `${repId} of ${pool}`) : choice;

describe("a lead that nobody took in its attempts", () => {
  it("is shown to everybody available of the first pool after the attempts, at once", () => {
    expect(shown(choose())).toEqual(["beto of anyone", "caro of anyone", "davi of anyone"]);
    expect(shown(choose(asked(), { by: policy({ after_attempts: undefined }) }))).toEqual({
      kind: "escalate",
      cause: "attempts-used",
    });
  });

  it("is shown to as many as the pool shows its leads to, and to ten where it says nothing", () => {
    const by = policy({ pools: { ...pools, anyone: { manager: "rita", show_to: 2 } } });
    expect(shown(choose(asked(), { by }))).toHaveLength(2);
    const reps = Array.from({ length: 14 }, (_, n) => aRep({ id: `rep${n}`, pools: { anyone: 1 } }));
    expect(shown(choose(asked(), { reps }))).toHaveLength(10);
  });

  it("goes to the next pool where nobody of the first is available, and to the manager where nobody of any is", () => {
    const reps = team.map((rep) => (rep.pools.anyone ? { ...rep, openLeads: rep.capacity } : rep));
    expect(shown(choose(asked(), { reps }))).toEqual(["eva of last"]);
    expect(choose(asked(), { reps: team.slice(0, 1) })).toEqual({ kind: "escalate", cause: "attempts-used" });
  });

  it("can be claimed for the policy's time by the clock, without reminders and without holding a place", () => {
    const choice = choose(asked(), { by: policy({ after_attempts: { pools: ["anyone"], wait: "30m" } }) });
    if (choice.kind !== "offer") throw new Error(choice.kind);
    for (const offer of choice.round?.offers ?? []) {
      expect(offer).toMatchObject({ expiresAt: halfAnHourLater, remindAt: [], lastCall: true, round: 2 });
      expect(offer).not.toHaveProperty("countedIn");
    }
  });

  it("is shown so to one person as well, who lets no offer of theirs lapse", () => {
    const choice = choose(asked(), { reps: team.slice(0, 2) });
    expect(shown(choice)).toEqual(["beto of anyone"]);
  });

  it("is shown so once: when nobody claims it, it goes to the manager of its own pool", () => {
    const choice = choose();
    if (choice.kind !== "offer") throw new Error(choice.kind);
    const open = offered(asked(), choice.round?.offers ?? [], now);
    const lapsed = [2, 3, 4].reduce((lead, attempt) => answered(lead, attempt, "lapsed", halfAnHourLater), open);
    expect(choose(lapsed)).toEqual({ kind: "escalate", cause: "attempts-used" });
    const manager = managerFor(lapsed, policy(), managers);
    expect(manager.id).toBe("marta");
    const escalation = escalationTo(manager, "attempts-used", policy(), lapsed, now);
    expect(escalated(lapsed, escalation, now)).toMatchObject({ status: "escalated" });
  });

  it("is shown so before its attempts are used when nobody else could be asked, but not when nobody was available", () => {
    const by = policy({ attempts: 3 });
    expect(shown(choose(asked(), { by }))).toEqual(["beto of anyone", "caro of anyone", "davi of anyone"]);
    expect(choose(asked({ offers: [] }), { by, reps: team.slice(1) })).toEqual({
      kind: "escalate",
      cause: "nobody-available",
    });
  });

  it("is explained with the pools that were shown it, and with who of them was left out", () => {
    const [board, by] = [
      boardOf(
        team.map((rep) => (rep.id === "caro" ? { ...rep, openLeads: 10 } : rep)),
        new Map(),
      ),
      policy(),
    ];
    const choice = chooseRep(asked(), by, board, now);
    expect(rankings(asked(), by, board, now, choice).pools).toMatchObject([
      { pool: "anyone", lastCall: true, able: 2, leftOut: [{ repId: "caro", because: "full" }] },
    ]);
    const nobody = boardOf(team.slice(0, 1), new Map());
    const escalates = chooseRep(asked(), by, nobody, now);
    expect(rankings(asked(), by, nobody, now, escalates).pools.map(({ pool }) => pool)).toEqual(["anyone", "last"]);
  });
});

describe("any lead", () => {
  it("is shown to nobody twice and at most once after the attempts, whoever lets it lapse", () => {
    fc.assert(
      fc.property(teams, leads, policies, instants, (reps, lead, plain, at) => {
        const b = plain.pools["latam-smb"] as Policy["pools"][string];
        const by: Policy = {
          ...plain,
          pools: { ...plain.pools, b },
          after_attempts: { pools: ["b", "latam-smb"], wait: 30 },
        };
        let open: Lead = { ...lead, status: "ready", offers: [] };
        for (let n = 0; n <= by.attempts + 1; n++) {
          const choice = chooseRep(open, by, boardOf(reps, new Map()), at);
          if (choice.kind !== "offer") break;
          open = offered(open, choice.round?.offers ?? [choice.offer], at);
          for (const { attempt, outcome } of open.offers) if (!outcome) open = answered(open, attempt, "lapsed", at);
        }
        const asked = open.offers.map(({ repId }) => repId);
        expect(new Set(asked).size).toBe(asked.length);
        const rounds = new Set(open.offers.flatMap(({ lastCall, round }) => (lastCall ? [round] : [])));
        expect(rounds.size).toBeLessThanOrEqual(1);
        if (open.offers.length > 0) expect(open.status).toBe("ready");
      }),
      runs(100),
    );
  });
});
