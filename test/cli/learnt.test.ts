import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { creditBack } from "../../adapters/claims/credit-back.ts";
import { handleLead } from "../../adapters/claims/hands-on.ts";
import { nextOf } from "../../cli/explain-stored.ts";
import { storedPolicy } from "../../cli/policy-source.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import type { Act } from "../../routing/follow/acts.ts";
import { noClosings } from "../../routing/reps/closings.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { inexact } from "../build/exact-books.ts";
import { press } from "../build/press.ts";
import { placeOf } from "../build/preview-world.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { clock, deps, mails } = useSteps(tables);
const { here } = useLocalRun(tables);

const pool = (id: string) => ({ email: `${id}@a.example`, capacity: 90, pools: { one: 1 } });
const team = [
  aRep({ id: "ana", name: "Ana Paz", ...pool("ana"), won: 6, lost: 4 }),
  aRep({ id: "beto", name: "Beto Sol", ...pool("beto"), won: 5, lost: 5 }),
  aRep({ id: "marta", name: "Marta Luz", email: "marta@a.example", role: "manager", pools: {} }),
];
const policy = aPolicy({
  pools: { one: { manager: "marta", prefer: ["best-performer"] } },
  rules: [],
  otherwise: { pools: ["one"] },
  lanes: [{ lane: "large", when: {}, action: "route", because: "so" }],
  effort: { large: { points: 1, close: "10d", bands: [{ from: 5000, points: 2, close: "20d" }] } },
  expectations: { win_rate: 0.2 },
});

const minute = 60_000;
const monday = "2026-11-02T16:00:00.000Z";
let leads = 0;
beforeAll(() => tables.open(team, policy));
beforeEach(() => {
  clock.now = monday;
});

async function aReadyLead(value = 100): Promise<string> {
  leads += 1;
  const id = `lead-${leads}`;
  const { version } = await tables.policies.active();
  const facts = { email: `${id}@a.example`, value };
  const lane = { lane: "large", because: "so" };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane, facts }), undefined);
  return id;
}
/** A lead of whoever was asked for it. */
async function owned(value?: number): Promise<string> {
  clock.now = monday;
  const id = await aReadyLead(value);
  await chooseRep({ leadId: id }, deps());
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(mails().findLast(({ kind }) => kind === "offer")?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  return id;
}
const lost: Act = { kind: "lost", reason: "price" };
/** A lead that was closed so many minutes after its owner accepted it. */
async function closed(act: Act, minutes: number, value?: number): Promise<string> {
  const id = await owned(value);
  clock.now = new Date(Date.parse(clock.now) + minutes * minute).toISOString();
  await actOnLead(id, act, { by: "test" }, deps());
  return id;
}
const learnt = async (id: string) => (await tables.reps.get(id))?.closings ?? noClosings;
const ownerOf = async (id: string) => (await tables.leads.load(id)).offers.at(-1)?.repId;
const day = 1440;

describe("what is learnt of closed leads", () => {
  it("is counted for the rep and the kind of lead: won, lost, value and time, and not the invalid or withdrawn", async () => {
    await closed({ kind: "won", value: 700 }, 2 * day);
    await closed(lost, 4 * day);
    await closed({ kind: "won", value: 9000 }, 30 * day, 6000);
    await closed({ kind: "invalid" }, day);
    expect(await learnt("ana")).toEqual({ won: 2, lost: 1, value: 9700, minutes: 36 * day });
    expect(Object.fromEntries((await tables.reps.team()).closings)).toEqual({
      large: { won: 1, lost: 1, value: 700, minutes: 6 * day },
      "large from 5000": { won: 1, lost: 0, value: 9000, minutes: 30 * day },
    });
  });

  it("is taken back by who reopens the lead or credits it, and counted anew when it is closed again", async () => {
    const before = await learnt("ana");
    const id = await closed({ kind: "won", value: 50 }, day);
    await Promise.all([1, 2].map(() => handleLead(id, { kind: "reopen" }, "marta", deps())));
    expect(await learnt("ana")).toEqual(before);
    await introduceRep({ leadId: id }, deps());
    clock.now = new Date(Date.parse(clock.now) + day * minute).toISOString();
    await Promise.all([1, 2].map(() => actOnLead(id, lost, { by: "test" }, deps())));
    expect(await learnt("ana")).toEqual({ ...before, lost: before.lost + 1, minutes: before.minutes + 2 * day });
    const why = { reason: "duplicate" as const, by: "marta", at: clock.now };
    const credit = async () =>
      creditBack({ leadId: id, attempt: 1 }, why, { ...deps(), policy, reps: await tables.reps.all() });
    await Promise.all([credit(), credit()]);
    expect(await learnt("ana")).toEqual(before);
    await handleLead(id, { kind: "reopen" }, "marta", deps());
    expect(await learnt("ana")).toEqual(before);
    expect(await inexact(tables)).toEqual([]);
  });

  it("makes another the best performer, in the workflow as in its preview, and says of how many leads", async () => {
    let asked = "ana";
    for (let n = 0; n < 12 && asked === "ana"; n++) {
      await closed(lost, day);
      clock.now = monday;
      const id = await aReadyLead();
      const place = placeOf(tables, clock.now);
      const { now } = await nextOf(await tables.leads.load(id), await storedPolicy(place, 1), place, clock.now);
      await chooseRep({ leadId: id }, deps());
      asked = (await ownerOf(id)) ?? "";
      expect(now.outcome.repId).toBe(asked);
    }
    expect(asked).toBe("beto");
    const { won, lost: lostBy } = await learnt("ana");
    const { out } = await turno("policy", "explain", `lead-${leads}`, "--full", ...here());
    expect(out).toContain("% won of 10 closed");
    expect(out).toContain(`% won of ${10 + won + lostBy} closed`);
  });

  it("outlives an import, which changes what was before, and both are listed apart", async () => {
    const before = await learnt("ana");
    await tables.reps.importRoster(team.map((rep) => (rep.id === "ana" ? { ...rep, won: 60, lost: 40 } : rep)));
    expect(await learnt("ana")).toEqual(before);
    const { out } = await turno("reps", "list", ...here());
    expect(out).toMatch(new RegExp(`ana .* 60 of 100 +│ ${before.won} of ${before.won + before.lost} `));
    expect(out).toContain(`${before.won} won of ${before.won + before.lost}`);
    expect((await turno("reps", "export", ...here())).out).toMatch(/^ana,.*,60,40,/m);
    expect(out).toContain("; the policy expects 20%.");
    expect(out).toContain("large from 5000: 1 won of 1, on average in 30 days; the policy expects 20.");
  });
});
