import { beforeEach, describe, expect, it } from "vitest";
import type { Situation } from "../../adapters/claims/claim-store.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { chooseRep as decide } from "../../routing/choice/choose-rep.ts";
import { explainChoice } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import { whyForRep } from "../../routing/explain/why-for-rep.ts";
import { balancesIn, currentLedgers } from "../../routing/ledger/stored-ledger.ts";
import { ruleFor } from "../../routing/match-rule.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock, mails } = useSteps(tables);
let count = 0;

async function ready() {
  const id = `lead-${count++}`;
  const { version } = await tables.policies.active();
  const facts = { email: `${id}@florarosa.example` };
  const score = { total: 42, max: 60, dimensions: [] };
  const lane = { lane: "high-touch", because: "Sales-ready" };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, score, lane, facts }), undefined);
  return { leadId: id };
}

/** The claims of the tables, which say what was read and what happens between reading and writing. */
function watched(between: (tries: number) => Promise<unknown> = async () => {}) {
  const { claims } = tables;
  const happened: string[] = [];
  const read: Situation[] = [];
  const traces = {
    async keepOffer(...kept: Parameters<typeof tables.traces.keepOffer>) {
      happened.push("explained");
      await tables.traces.keepOffer(...kept);
    },
    keepLast: tables.traces.keepLast.bind(tables.traces),
  };
  const watching = {
    async read(id: string) {
      read.push(await claims.read(id));
      happened.push("read");
      return read.at(-1) as Situation;
    },
    async ledgersOf(...asked: Parameters<typeof claims.ledgersOf>) {
      const ledgers = await claims.ledgersOf(...asked);
      Object.assign(read.at(-1) ?? {}, { ledgers });
      return ledgers;
    },
    async claim(claim: Parameters<typeof claims.claim>[0]) {
      await between(read.length);
      const won = await claims.claim(claim);
      happened.push(won ? "claimed" : "refused");
      return won;
    },
  };
  return { read, happened, deps: { ...deps(), claims: watching, traces } };
}

/** What was decided on what was read, explained from the beginning. */
async function explained({ lead: found, rosterVersion, places, ledgers }: Situation) {
  const { policy } = await tables.policies.get(found.policyVersion ?? 0);
  const reps = (await tables.reps.roster(rosterVersion)) ?? [];
  const board = boardOf(reps, balancesIn(currentLedgers(ledgers, policy, reps, clock.now)), { places });
  const lead = { ...found, rule: ruleFor(found, policy, clock.now, board.roster) };
  const explanation = explainChoice(lead, policy, board, clock.now, decide(lead, policy, board, clock.now));
  // As the table gives it back.
  return JSON.parse(JSON.stringify({ trace: traceOf(explanation), why: whyForRep(explanation, board) }));
}
const kept = async (leadId: string) => ({
  trace: (await tables.traces.of(leadId)).at(-1),
  why: await tables.traces.whyOf(leadId, 1),
});

describe("the explanation of a choice", () => {
  const large = { pools: { "latam-smb": { manager: "marta" }, large: { manager: "marta" } } };
  const rules: Policy["rules"] = aPolicy({
    ...large,
    rules: [{ rule: "Large", when: { size: { at_least: 200 } }, pools: ["large"] }],
  }).rules;
  beforeEach(async () => {
    const team = [
      aRep({ capacity: 100 }),
      aRep({ id: "beto", capacity: 100 }),
      aRep({ id: "zoe", pools: { large: 1 } }),
    ];
    await tables.open(team, aPolicy({ ...large, rules }));
  });

  it("is that of the board on which the choice was made", async () => {
    const { leadId } = await ready();
    const { read, deps } = watched();
    await chooseRep({ leadId }, deps);
    const [situation] = read;
    if (!situation) throw new Error("nothing was read");
    expect(await kept(leadId)).toEqual(await explained(situation));
    expect((await kept(leadId)).why).toMatchObject({ instead: { change: { attribute: "size", to: 200 } } });
  });

  it("is that of the successful try where others were faster, and is made once", async () => {
    const { leadId } = await ready();
    const other = async (tries: number) => tries < 4 && chooseRep(await ready(), deps());
    const { read, happened, deps: watching } = watched(other);
    await chooseRep({ leadId }, watching);
    expect(happened.filter((event) => event !== "read")).toEqual(
      [..."123"].map(() => "refused").concat("claimed", "explained"),
    );
    const [first, last] = [read[0] as Situation, read.at(-1) as Situation];
    expect(await kept(leadId)).toEqual(await explained(last));
    expect(await kept(leadId)).not.toEqual(await explained(first));
  });

  it("asks nothing of the policy's gates, points and lanes before the claim", async () => {
    const [warm, { leadId }] = [await ready(), await ready()];
    const asked: string[] = [];
    const { happened, deps: watching } = watched();
    const found = await tables.policies.get((await tables.policies.active()).version);
    const policy = new Proxy(found.policy, {
      get(target, name, receiver) {
        if (["qualification", "score", "priority", "lanes"].includes(String(name))) asked.push(happened.at(-1) ?? "");
        return Reflect.get(target, name, receiver);
      },
    });
    const policies = { get: async () => ({ ...found, policy }) };
    // What is made once of a policy asks all of it.
    await chooseRep(warm, { ...watching, policies });
    asked.length = 0;
    await chooseRep({ leadId }, { ...watching, policies });
    expect(new Set(asked)).toEqual(new Set(["claimed"]));
  });

  it("is absent, never another, where the process ends between the claim and it", async () => {
    const { leadId } = await ready();
    const { claims } = tables;
    const ends = {
      read: claims.read.bind(claims),
      ledgersOf: claims.ledgersOf.bind(claims),
      async claim(claim: Parameters<typeof claims.claim>[0]) {
        await claims.claim(claim);
        throw new Error("the process ends");
      },
    };
    await expect(chooseRep({ leadId }, { ...deps(), claims: ends })).rejects.toThrow("the process ends");
    expect(await chooseRep({ leadId }, deps())).toMatchObject({ kind: "offered" });
    expect(await kept(leadId)).toEqual({ trace: undefined, why: undefined });
    await offerLead({ leadId, token: "token" }, deps());
    const [offer, ...more] = (await tables.leads.load(leadId)).offers;
    expect([offer?.attempt, offer?.why, more]).toEqual([1, undefined, []]);
    expect(mails()).toMatchObject([{ kind: "offer", text: expect.not.stringContaining("200") }]);
  });

  it("keeps no lead from its rep when it cannot be written", async () => {
    const { leadId } = await ready();
    const refuses = async () => {
      throw new Error("no capacity");
    };
    const traces = { keepOffer: refuses, keepLast: refuses };
    expect(await chooseRep({ leadId }, { ...deps(), traces })).toMatchObject({ kind: "offered" });
    expect((await tables.leads.load(leadId)).status).toBe("offered");
  });

  it("is on the offer, and in the mail, of the rep", async () => {
    const { leadId } = await ready();
    await chooseRep({ leadId }, deps());
    const { why } = await kept(leadId);
    await offerLead({ leadId, token: "token" }, deps());
    expect((await tables.leads.load(leadId)).offers[0]?.why).toEqual(why);
    expect(mails()[0]?.text).toContain("200");
  });

  it("is not written twice over: what was kept first stays", async () => {
    const { leadId } = await ready();
    await chooseRep({ leadId }, deps());
    const { trace, why } = await kept(leadId);
    if (!trace) throw new Error("no trace was kept");
    await tables.traces.keepOffer(leadId, 1, { ...trace, at: "2026-11-02T16:00:00.000Z" }, { factor: "only" });
    expect(await kept(leadId)).toEqual({ trace, why });
  });

  it("gives way to a later one where nobody was offered the lead, never to an earlier", async () => {
    const { leadId } = await ready();
    await chooseRep({ leadId }, deps());
    const { trace } = await kept(leadId);
    if (!trace) throw new Error("no trace was kept");
    for (const minute of ["10", "30", "20"]) {
      await tables.traces.keepLast(leadId, { ...trace, at: `2026-11-02T16:${minute}:00.000Z` });
    }
    expect((await kept(leadId)).trace?.at).toBe("2026-11-02T16:30:00.000Z");
  });
});
