import { beforeEach, describe, expect, it } from "vitest";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { returnRep } from "../../functions/return-rep/return-rep.ts";
import { aPolicy } from "../build/a-policy.ts";
import { press, tokenIn } from "../build/press.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock, mails } = useSteps(tables);
const start = "2026-11-02T15:00:20.000Z";
const afterTheEnd = "2026-11-02T15:15:10.000Z";
let count = 0;

/** Offers a new lead to Ana at the start, and answers the link in her mail or lets the time pass. */
async function offered(answer?: "accept" | "decline"): Promise<string> {
  count += 1;
  const leadId = `lead-${count}`;
  clock.now = start;
  await offeredInTable(tables, leadId);
  await offerLead({ leadId, token: "t" }, deps());
  const link = mails().findLast(({ offer }) => offer !== "")?.offer ?? "";
  if (answer === "accept") await press(link, { decision: "accept" }, "en", deps());
  if (answer === "decline") await press(link, { decision: "decline", reason: "no-time" }, "en", deps());
  return leadId;
}
async function lapse(leadId: string) {
  clock.now = afterTheEnd;
  await remindOrExpire({ leadId }, deps());
}
const ana = async () => (await tables.reps.get("ana")) ?? roster[0];
const pauseMails = () => mails().filter(({ kind }) => kind.startsWith("paused"));
const linkIn = (text = "") => /\/returns\/([\w.-]+)/.exec(text)?.[1] ?? "";
/** Opens the page, reads for three seconds and presses its button, or looks alone. */
async function comeBack(link: string, pressed = true) {
  const earlier = () => new Date(Date.parse(clock.now) - 3000).toISOString();
  const { html } = await returnRep(link, undefined, "en", { ...deps(), now: earlier });
  return returnRep(link, pressed ? { token: tokenIn(html) } : undefined, "en", deps());
}

beforeEach(async () => {
  await tables.open(roster);
  await tables.reps.resume("ana");
});

describe("offers that lapse", () => {
  it("pause the rep after two in a row, with the write that ends the second, and tell them and their manager", async () => {
    await lapse(await offered());
    expect(await ana()).toMatchObject({ lapses: 1 });
    expect(await ana()).not.toHaveProperty("paused");
    const second = await offered();
    await lapse(second);
    await lapse(second);
    expect(await ana()).toMatchObject({ paused: { because: "lapses", since: afterTheEnd } });
    expect(pauseMails().map(({ kind, to }) => [kind, to])).toEqual([
      ["paused", "ana@andina.example"],
      ["paused-manager", "marta@andina.example"],
    ]);
    const { timeline, status } = await tables.leads.load(second);
    expect(status).toBe("ready");
    expect(timeline.at(-1)).toEqual({ at: afterTheEnd, event: "paused", repId: "ana" });
  });

  it.each(["accept", "decline"] as const)(
    "do not count as in a row when there was an answer between them: %s",
    async (answer) => {
      await lapse(await offered());
      await offered(answer);
      expect(await ana()).not.toHaveProperty("lapses");
      await lapse(await offered());
      expect(await ana()).toMatchObject({ lapses: 1 });
      expect(pauseMails()).toEqual([]);
    },
  );

  it("pause once when many end at the same moment, and keep the count of places", async () => {
    const before = (await ana())?.openLeads ?? 0;
    const leads: string[] = [];
    for (let n = 0; n < 8; n++) leads.push(await offered());
    await Promise.all(leads.map(lapse));
    expect(await ana()).toMatchObject({ paused: { because: "lapses" }, openLeads: before });
    expect(pauseMails()).toHaveLength(2);
    const events = await Promise.all(leads.map(async (id) => (await tables.leads.load(id)).timeline));
    expect(events.flat().filter(({ event }) => event === "paused")).toHaveLength(1);
  });

  it("do not change a pause that somebody asked for", async () => {
    const pause = { since: start, until: "2026-11-03T15:00:00.000Z", because: "asked" } as const;
    const [first, second] = [await offered(), await offered()];
    await tables.reps.pause("ana", pause);
    await lapse(first);
    await lapse(second);
    expect((await ana())?.paused).toEqual(pause);
  });

  it.each([
    [0, 3, false],
    [1, 1, true],
    [3, 2, false],
    [3, 3, true],
  ])("pause as the policy says: after %i, having let %i lapse, %s", async (pause_after, lapsed, paused) => {
    await tables.open(roster, aPolicy({ pause_after }));
    const { version } = await tables.policies.active();
    for (let n = 0; n < lapsed; n++) {
      count += 1;
      clock.now = start;
      await offeredInTable(tables, `lead-${count}`, { policyVersion: version });
      await lapse(`lead-${count}`);
    }
    expect((await ana())?.paused !== undefined).toBe(paused);
  });
});

describe("return rep", () => {
  async function paused(): Promise<string> {
    await lapse(await offered());
    await lapse(await offered());
    return linkIn(pauseMails().at(-2)?.text);
  }

  it("shows the page and changes nothing, until the button is pressed", async () => {
    const link = await paused();
    const pages = [await comeBack(link, false), await comeBack(link, false)];
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(pages[0]?.html).toContain(`action="${link}"`);
    expect((await ana())?.paused?.until).toBeUndefined();
  });

  it("ends the pause and the count of lapses, once however often it is pressed", async () => {
    const link = await paused();
    const pages = await Promise.all([comeBack(link), comeBack(link), comeBack(link)]);
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    clock.now = "2026-11-02T15:20:00.000Z";
    expect((await comeBack(link)).html).toContain("Ya estás de vuelta");
    expect((await comeBack(link, false)).html).not.toContain("<form");
    expect(await ana()).toMatchObject({ paused: { until: afterTheEnd } });
    expect(await ana()).not.toHaveProperty("lapses");
    await lapse(await offered());
    expect(await ana()).toMatchObject({ lapses: 1 });
  });

  it("does not end a later pause by an old link", async () => {
    const old = await paused();
    await comeBack(old);
    clock.now = "2026-11-02T16:00:00.000Z";
    await tables.reps.pause("ana", { since: clock.now, because: "asked" });
    expect((await comeBack(old)).statusCode).toBe(404);
    expect((await ana())?.paused).toEqual({ since: clock.now, because: "asked" });
  });

  it("keeps no working link in the table", async () => {
    const link = await paused();
    expect(JSON.stringify(await tables.items("reps"))).not.toContain(link.split(".")[1]);
  });

  it.each(["", "ana", `ana.${"a".repeat(32)}`, `nobody.${"a".repeat(32)}`, `../x.${"a".repeat(32)}`])(
    "does not find %j, and says no more",
    async (link) => {
      await paused();
      const page = await comeBack(link);
      expect(page.statusCode).toBe(404);
      expect(page.html).not.toContain("Ana");
    },
  );
});
