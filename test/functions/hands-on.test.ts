import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { creditBack } from "../../adapters/claims/credit-back.ts";
import { type Asked, handleLead } from "../../adapters/claims/hands-on.ts";
import { leadsOfPerson } from "../../adapters/leads/lead-list.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { startedFollow } from "../../routing/follow/follow-up.ts";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { inexact } from "../build/exact-books.ts";
import { press } from "../build/press.ts";
import { runs } from "../build/runs.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, woken, clock } = useSteps(tables);
const policy = aPolicy({
  pools: { all: { manager: "marta" }, others: { manager: "rita" } },
  rules: [],
  otherwise: { pools: ["all"] },
  effort: { high: { points: 2, close: "9d" } },
  in_flight: "30d",
});
const limits = { capacity: 50, perDay: 100, effort: 100, pools: { all: 1 } };
const ids = ["ana", "beto", "caro"];
const reps: RepState[] = ids.map((id) => aRep({ id, email: `${id}@a.example`, ...limits }));
const managers = ["marta", "rita"].map((id) => aRep({ id, email: `${id}@a.example`, role: "manager", pools: {} }));
const apart = aRep({ id: "zoe", email: "zoe@a.example", ...limits, pools: { others: 1 } });

beforeAll(() => tables.open([...reps, apart, ...managers], policy));
beforeEach(() => {
  clock.now = "2026-11-02T16:00:00.000Z";
});
afterEach(async () => expect(await inexact(tables)).toEqual([]));

let made = 0;
/** A lead that came as far as this by the real steps. */
async function aLeadThatIs(status: LeadStatus): Promise<string> {
  made += 1;
  const id = `lead-${made}`;
  const { version } = await tables.policies.active();
  const lane = { lane: "high", because: "so" };
  const facts = { email: `${id}@a.example` };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane, facts }), undefined);
  if (status === "ready") return id;
  if (status === "escalated") {
    await escalateLead({ leadId: id, context: { cause: "fault" } }, deps());
    await offerLead({ leadId: id, token: `token of ${id}` }, deps());
    return id;
  }
  await chooseRep({ leadId: id }, deps());
  await offerLead({ leadId: id, token: `token of ${id}` }, deps());
  if (status === "offered") return id;
  await press(mails().at(-1)?.offer ?? "", { decision: "accept" }, "en", deps());
  if (status === "accepted") return id;
  await introduceRep({ leadId: id }, deps());
  if (status === "introduced") return id;
  await actOnLead(id, { kind: "contacted", how: "phone" }, { by: "ana" }, deps());
  return id;
}
const ownerOf = async (id: string) => (await tables.leads.load(id)).ownerId ?? "";
const notThe = (owner: string) => ids.find((id) => id !== owner) ?? "";
const handled = async (id: string, asked: Asked) => (await handleLead(id, asked, "marta", deps())).result;
const balances = async () => (await tables.ledgers.of(["all"])).get("all")?.balances ?? {};

describe("a lead that is given by hand", () => {
  it.each(["ready", "offered", "escalated"] as const)(
    "is assigned to the rep from %s, and introduced",
    async (status) => {
      const id = await aLeadThatIs(status);
      const asked = (await tables.leads.load(id)).offers.at(-1)?.repId ?? "";
      const to = notThe(asked);
      expect(await handled(id, { kind: "assign", to })).toBe("done");
      expect(await handled(id, { kind: "assign", to })).toBe("before");
      expect(await tables.leads.load(id)).toMatchObject({ status: "accepted", ownerId: to, dueAt: clock.now });
      expect(woken().filter((one) => (one as { leadId: string }).leadId === id)).toEqual(
        status === "ready" ? [] : [{ leadId: id, kind: "accepted" }],
      );
      await introduceRep({ leadId: id }, deps());
      expect(
        mails()
          .filter(({ to: receiver }) => receiver === `${to}@a.example`)
          .map(({ kind }) => kind),
      ).toContain("details");
      expect(await tables.leads.load(id)).toMatchObject({ status: "introduced", ownerId: to });
    },
  );

  it("is assigned while it waits, and its task is woken", async () => {
    const id = await aLeadThatIs("ready");
    await tables.leads.update(id, (lead) => ({ ...lead, status: "waiting", waitingSince: clock.now, waitKey: "so" }));
    await holdLead({ leadId: id, token: "t", waitSeconds: 60 }, deps());
    expect(await handled(id, { kind: "assign", to: "beto" })).toBe("done");
    expect(woken()).toEqual([{ leadId: id, kind: "accepted" }]);
    expect((await tables.leads.waiting(99)).map((lead) => lead.id)).not.toContain(id);
  });

  it("costs its rep a turn that all share who could have had it, and who was asked gets theirs back", async () => {
    const before = await balances();
    const id = await aLeadThatIs("offered");
    const [{ repId = "" } = {}] = (await tables.leads.load(id)).offers;
    const to = notThe(repId);
    await handled(id, { kind: "assign", to });
    const after = await balances();
    const changes = Object.fromEntries(ids.map((one) => [one, (after[one] ?? 0) - (before[one] ?? 0)]));
    // Who was asked is not asked again, so two share it.
    expect(changes[to]).toBe(-oneLead / 2);
    expect(changes[repId]).toBe(0);
    expect((await tables.leads.load(id)).offers).toMatchObject([
      { outcome: "taken", creditedBack: { reason: "by-hand", by: "marta" } },
      { outcome: "accepted", byHand: "marta", charged: { ledger: "all" } },
    ]);
  });

  it("costs nothing somebody who is no member of its pool", async () => {
    const id = await aLeadThatIs("ready");
    const before = await balances();
    expect(await handled(id, { kind: "assign", to: "zoe" })).toBe("done");
    expect(await balances()).toEqual(before);
    expect((await tables.leads.load(id)).offers.at(-1)).not.toHaveProperty("charged");
  });

  it.each(["introduced", "contacted"] as const)(
    "is transferred from %s, and told anew to everybody",
    async (status) => {
      const id = await aLeadThatIs(status);
      const owner = await ownerOf(id);
      const to = notThe(owner);
      await tables.leads.update(id, (lead) => {
        const follow = lead.follow ?? startedFollow(lead, reps[0] as RepState, policy, clock.now);
        return { ...lead, follow: { ...follow, taskToken: "f" } };
      });
      expect(await handled(id, { kind: "assign", to })).toBe("owned");
      expect(await handled(id, { kind: "transfer", to })).toBe("done");
      expect(woken()).toContainEqual({ leadId: id, ownedBefore: 0, kind: "due" });
      await introduceRep({ leadId: id }, deps());
      expect(await tables.leads.load(id)).toMatchObject({ status: "introduced", ownerId: to, ownedBefore: 1 });
      expect(mails().filter(({ kind }) => kind === "introduction")).toHaveLength(2);
    },
  );

  it("is taken by a manager from whoever has it, who holds no place of it", async () => {
    for (const status of ["offered", "introduced", "escalated"] as const) {
      const id = await aLeadThatIs(status);
      expect(await handled(id, { kind: "take", to: "rita" })).toBe("done");
      await introduceRep({ leadId: id }, deps());
      expect(await tables.leads.load(id)).toMatchObject({ status: "introduced", ownerId: "rita" });
      expect(await handled(id, { kind: "transfer", to: "caro" })).toBe("done");
    }
  });

  it("stays where it is when there is no such rep or the wrong one", async () => {
    const id = await aLeadThatIs("ready");
    expect(await handled(id, { kind: "assign", to: "nobody" })).toBe("nobody");
    expect(await handled(id, { kind: "assign", to: "rita" })).toBe("nobody");
    expect(await handled(id, { kind: "take", to: "ana" })).toBe("nobody");
  });

  it("goes to one of those to whom it is given at once", async () => {
    for (const status of ["ready", "offered", "introduced"] as const) {
      const id = await aLeadThatIs(status);
      const kind = status === "introduced" ? "transfer" : "assign";
      const owner = await ownerOf(id);
      const to = ids.filter((one) => one !== owner);
      const results = await Promise.all([...to, ...to].map((one) => handled(id, { kind, to: one })));
      const lead = await tables.leads.load(id);
      expect(to).toContain(lead.ownerId);
      expect(lead.offers.filter(({ outcome }) => outcome === "accepted")).toHaveLength(1);
      expect(results).toContain("done");
    }
  });
});

describe("a lead that is handed on, rejected or reopened", () => {
  it.each(["offered", "introduced", "contacted"] as const)(
    "goes from its rep to the next by the rules, from %s",
    async (status) => {
      const id = await aLeadThatIs(status);
      const { offers } = await tables.leads.load(id);
      const from = offers[0]?.repId ?? "";
      const results = await Promise.all([1, 2].map(() => handled(id, { kind: "hand-on", from })));
      expect(results.sort()).toEqual(["done", "not-theirs"]);
      await chooseRep({ leadId: id }, deps());
      const next = (await tables.leads.load(id)).offers.at(-1);
      expect(next).toMatchObject({ attempt: 2 });
      expect(next?.repId).not.toBe(from);
    },
  );

  it("goes from a manager who leaves to another, who is mailed", async () => {
    const id = await aLeadThatIs("escalated");
    expect(await handled(id, { kind: "hand-on", from: "marta" })).toBe("done");
    expect(await tables.leads.load(id)).toMatchObject({
      status: "escalated",
      escalation: { managerId: "rita", cause: "fault" },
    });
    expect(woken()).toMatchObject([{ leadId: id, kind: "escalated", waitSeconds: expect.any(Number) }]);
    await offerLead({ leadId: id, token: "t2" }, deps());
    expect(mails().filter(({ kind, to }) => kind === "escalation" && to === "rita@a.example")).toHaveLength(1);
  });

  it("is rejected once, which credits all whom it cost a turn", async () => {
    const before = await balances();
    const id = await aLeadThatIs("introduced");
    const reject: Asked = { kind: "reject", reason: "advertising", note: "sells ads" };
    const results = await Promise.all([1, 2].map(() => handled(id, reject)));
    expect(results.sort()).toEqual(["before", "done"]);
    expect(await tables.leads.load(id)).toMatchObject({
      status: "closed",
      closed: { outcome: "invalid", reason: "advertising", by: "marta" },
    });
    expect(await balances()).toEqual(before);
  });

  it("is reopened with whom it had, who holds its place again, once", async () => {
    const id = await aLeadThatIs("contacted");
    const owner = await ownerOf(id);
    await actOnLead(id, { kind: "lost", reason: "price" }, { by: owner }, deps());
    const results = await Promise.all([1, 2].map(() => handled(id, { kind: "reopen" })));
    expect(results.sort()).toEqual(["done", "not-over"]);
    await introduceRep({ leadId: id }, deps());
    expect(await tables.leads.load(id)).toMatchObject({ status: "introduced", ownerId: owner });
    expect((await tables.leads.load(id)).closed).toBeUndefined();
  });

  it("is reopened for the next rep after a gate turned it away, and scored then", async () => {
    const id = "gated";
    await tables.leads.create(aLead({ id, status: "rejected", facts: { email: "gated@a.example" } }), undefined);
    expect(await handled(id, { kind: "reopen" })).toBe("done");
    expect((await tables.leads.load(id)).lane).toBeDefined();
    expect((await chooseRep({ leadId: id }, deps())).kind).toBe("offered");
  });

  /** Two leads of one person, both over. */
  async function twoThatAreOver(person: string): Promise<[string, string]> {
    const facts = { email: `${person}@a.example` };
    const [older, later] = [`${person}-older`, `${person}-later`];
    await tables.leads.create(aLead({ id: older, status: "rejected", facts }), undefined);
    await tables.leads.create(aLead({ id: later, status: "rejected", facts }), { newest: older });
    return [older, later];
  }
  const sends = (person: string, submissions = tables.submissions) => {
    const facts = aLead({ facts: { email: `${person}@a.example`, message: "Please call again" } }).facts;
    return submitLead({ facts, asWritten: [] }, undefined, {
      ...deps(),
      executions: { start: async () => {} },
      submissions,
    });
  };
  /** The store, with something that happens right after this was read of it for the first time. */
  function happensAfter<Store extends object>(store: Store, read: keyof Store, happens: () => Promise<unknown>): Store {
    let happened = false;
    const method = store[read] as (...of: unknown[]) => Promise<unknown>;
    const reads = async (...of: unknown[]) => {
      const found = await method.apply(store, of);
      if (!happened) {
        happened = true;
        await happens();
      }
      return found;
    };
    return new Proxy(store, {
      get: (_, name) => {
        if (name === read) return reads;
        const value = Reflect.get(store, name) as unknown;
        return typeof value === "function" ? value.bind(store) : value;
      },
    });
  }

  it("is not reopened beside another lead of its person that is open", async () => {
    const [older, later] = await twoThatAreOver("one-of-two");
    expect(await handled(older, { kind: "reopen" })).toBe("done");
    expect(await handled(later, { kind: "reopen" })).toBe("another");
    expect(await leadsOfPerson({ email: "one-of-two@a.example", name: "" }, tables.leads)).toHaveLength(2);
  });

  it("has what its person sends once it is open again, in place of a second lead beside it", async () => {
    const [older] = await twoThatAreOver("sends-again");
    await handled(older, { kind: "reopen" });
    expect(await sends("sends-again")).toMatchObject({ leadId: older, kind: "merged" });
  });

  it("is no second lead beside one that its person sends, or another that is reopened, at the same moment", async () => {
    for (const n of [0, 1]) {
      const some = await twoThatAreOver(`sends-${n}`);
      const submissions = happensAfter(tables.submissions, "leadWith", () =>
        handled(some[n] as string, { kind: "reopen" }),
      );
      expect(await sends(`sends-${n}`, submissions)).toMatchObject({ leadId: some[n], kind: "merged" });
    }
    const [older, later] = await twoThatAreOver("reopened");
    const leads = happensAfter(tables.leads, "get", () => handled(later, { kind: "reopen" }));
    expect(await handleLead(older, { kind: "reopen" }, "marta", { ...deps(), leads })).toMatchObject({
      result: "another",
    });
  });
});

/** What else happens to a lead. */
type Other = { kind: "choose" | "introduce" | "won" | "lost" | "invalid" | "credit" };

it("places, effort, counts, ledgers and what is learnt stay exact, whatever managers and owners do at once", async () => {
  const leads = await Promise.all((["offered", "introduced", "contacted", "ready"] as const).map(aLeadThatIs));
  const who = fc.constantFrom(...ids, "zoe");
  const act: fc.Arbitrary<Asked | Other> = fc.oneof(
    fc.record({ kind: fc.constantFrom("assign" as const, "transfer" as const), to: who }),
    fc.record({ kind: fc.constant("take" as const), to: fc.constantFrom("marta", "rita") }),
    fc.record({ kind: fc.constant("hand-on" as const), from: fc.oneof(who, fc.constantFrom("marta", "rita")) }),
    fc.record({ kind: fc.constant("reject" as const), reason: fc.constant("other" as const) }),
    fc.record({ kind: fc.constant("reopen" as const) }),
    fc.constantFrom<Other["kind"]>("choose", "introduce", "won", "lost", "invalid", "credit").map((kind) => ({ kind })),
  );
  const step = fc.array(fc.tuple(fc.constantFrom(...leads), act), { minLength: 1, maxLength: 3 });
  const perform = async (id: string, one: Asked | Other): Promise<unknown> => {
    switch (one.kind) {
      case "choose":
        return chooseRep({ leadId: id }, deps());
      case "introduce": {
        const { status } = await tables.leads.load(id);
        return status === "accepted" ? introduceRep({ leadId: id }, deps()) : undefined;
      }
      case "won":
        return actOnLead(id, { kind: "won", value: 700 }, { by: "marta" }, deps());
      case "lost":
        return actOnLead(id, { kind: "lost", reason: "price" }, { by: "marta" }, deps());
      case "invalid":
        return actOnLead(id, { kind: "invalid" }, { by: "marta" }, deps());
      case "credit": {
        const attempt = (await tables.leads.load(id)).offers.length;
        const why = { reason: "wrong-route" as const, by: "marta", at: clock.now };
        return creditBack({ leadId: id, attempt }, why, { ...deps(), policy, reps: await tables.reps.all() });
      }
      default:
        return handleLead(id, one, "marta", deps());
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
      for (const some of steps) await Promise.all(some.map(([id, one]) => perform(id, one)));
      expect(await inexact(tables)).toEqual([]);
    }),
    runs(6),
  );
});
