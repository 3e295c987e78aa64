import { beforeEach, describe, expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { actOnOwnedLead } from "../../functions/act-on-lead/act-on-lead.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { startedFollow } from "../../routing/follow/follow-up.ts";
import type { ActFields } from "../../routing/follow/read-act.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { press, tokenIn } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock, woken } = useSteps(tables);
const marta = roster.find(({ role }) => role === "manager") as Rep;
let pool = "";
let tests = 0;

/** Two reps who share a pool of their own, with limits of everything. */
beforeEach(async () => {
  tests += 1;
  pool = `pool-${tests}`;
  const policy = aPolicy({
    pools: { [pool]: { manager: "marta" } },
    rules: [],
    otherwise: { pools: [pool] },
    effort: { high: { points: 3 } },
  });
  const limits = { capacity: 5, perDay: 9, effort: 30, pools: { [pool]: 1 } };
  const reps = ["a", "b"].map((name) =>
    aRep({ id: `${name}-${tests}`, email: `${name}-${tests}@a.example`, ...limits }),
  );
  await tables.open([...reps, marta], policy);
});

/** A lead that its rep accepted and was introduced to: its id, its owner, and the link in the mail of its details. */
async function owned(): Promise<{ id: string; owner: string; link: string }> {
  const id = `lead-${tests}-${mails().length}`;
  const { version, policy } = await tables.policies.active();
  const lane = { lane: "high", because: "so" };
  const facts = { email: `${id}@a.example` };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane, facts }), undefined);
  await chooseRep({ leadId: id }, deps());
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(mails().at(-1)?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  const link = mails().findLast(({ kind }) => kind === "details")?.offer ?? "";
  const lead = await tables.leads.load(id);
  const rep = (await tables.reps.get(lead.ownerId ?? "")) as Rep;
  // As the workflow that follows the lead keeps it, waiting with a token.
  const follow = { ...startedFollow(lead, rep, policy, clock.now), taskToken: `waits-${id}` };
  await tables.leads.update(id, (lead) => ({ ...lead, follow }));
  return { id, owner: lead.ownerId ?? "", link };
}

const look = (link: string) => answerOffer(link, { decision: "look" }, "en", deps());
/** What the owner does: opens the page, reads for three seconds, fills in the form and presses. */
async function say(link: string, fields: ActFields) {
  const earlier = () => new Date(Date.parse(clock.now) - 3000).toISOString();
  const { html } = await answerOffer(link, { decision: "look" }, "en", { ...deps(), now: earlier });
  return actOnOwnedLead(link, { fields, token: tokenIn(html) }, "en", deps());
}
const used = async (rep: string) => {
  const { openLeads, openEffort, given } = (await tables.reps.get(rep)) ?? {};
  return [openLeads, openEffort, given?.["2026-11-02"]];
};
const balances = async () => Object.values((await tables.ledgers.of([pool])).get(pool)?.balances ?? {});

describe("what the owner says on the page of their lead", () => {
  it("is shown on the page from then on, and wakes what waits for it", async () => {
    const { id, link } = await owned();
    expect((await look(link)).html).toContain(`action="${link}/acts"`);
    const page = await say(link, { act: "contacted", how: "phone" });
    expect([page.statusCode, page.html]).toEqual([
      200,
      expect.stringContaining("Registrado: hablaste con la persona."),
    ]);
    expect((await tables.leads.load(id)).status).toBe("contacted");
    const again = (await look(link)).html;
    expect(again).toContain("Primer contacto: 09:00 (hora de Ciudad de México), por teléfono.");
    expect(again).not.toContain('value="contacted"');
    expect(woken().at(-1)).toEqual({ leadId: id, ownedBefore: 0, kind: "wait", waitSeconds: 7 * 86_400 });
  });

  it("counts a try once for each page, and proposes the next", async () => {
    const { id, link } = await owned();
    const earlier = () => new Date(Date.parse(clock.now) - 3000).toISOString();
    const { html } = await answerOffer(link, { decision: "look" }, "en", { ...deps(), now: earlier });
    const pressed = { fields: { act: "no-answer" }, token: tokenIn(html) };
    await Promise.all([1, 2, 3].map(() => actOnOwnedLead(link, pressed, "en", deps())));
    const page = await actOnOwnedLead(link, pressed, "en", deps());
    expect(page.html).toContain("Esto ya estaba registrado.");
    expect(page.html).toContain("Un intento sin respuesta.");
    expect(page.html).toContain("Próximo intento: 12:00 (hora de Ciudad de México).");
    expect((await tables.leads.load(id)).follow?.tried).toBe(1);
  });

  it("closes the lead once, with what it was worth, however often and whatever is pressed at the same time", async () => {
    const { id, owner, link } = await owned();
    expect(await used(owner)).toEqual([1, 3, 1]);
    const acts = [
      { act: "won", value: "12.000" },
      { act: "lost", reason: "price" },
      { act: "won" },
      { act: "invalid" },
    ];
    const pages = await Promise.all(acts.map((fields) => say(link, fields)));
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    for (const { html } of pages) expect(html).toContain("Este prospecto está cerrado");
    const { closed, timeline } = await tables.leads.load(id);
    expect(timeline.filter(({ event }) => event === "closed")).toHaveLength(1);
    expect((await used(owner)).slice(0, 2)).toEqual([0, 0]);
    const last = (await look(link)).html;
    expect(last).toContain(
      { won: "Ganado", lost: "Perdido", invalid: "No es un prospecto real", withdrawn: "" }[closed?.outcome ?? "won"],
    );
    expect(last).not.toContain("<form");
    expect(woken().at(-1)).toMatchObject({ leadId: id, kind: "over" });
    const late = await say(link, { act: "contacted", how: "phone" });
    expect(late.html).toContain("Este prospecto ya se había cerrado");
  });

  it("credits an invalid lead in the write that closes it, and its other offers as well", async () => {
    const { id, owner, link } = await owned();
    expect(new Set(await balances()).size).toBe(2);
    await Promise.all([say(link, { act: "invalid", note: "A test" }), say(link, { act: "invalid" })]);
    expect(await used(owner)).toEqual([0, 0, 0]);
    expect(await balances()).toEqual([0, 0]);
    const lead = await tables.leads.load(id);
    expect(lead.closed).toMatchObject({ outcome: "invalid", by: owner });
    expect(lead.timeline.filter(({ event }) => event === "credited-back")).toHaveLength(1);
    const entries = await tables.ledgers.entries(pool, 9);
    expect(entries.map(({ act }) => act.kind)).toEqual(["credit-back", "offer"]);
  });

  it("credits several offers of one ledger in one write, and uncounts them where they counted still", async () => {
    const id = `declined-${tests}`;
    const { version } = await tables.policies.active();
    const lane = { lane: "high", because: "so" };
    await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane }), undefined);
    await chooseRep({ leadId: id }, deps());
    await offerLead({ leadId: id, token: "t" }, deps());
    await press(mails().at(-1)?.offer ?? "", { decision: "decline", reason: "no-time" }, "en", deps());
    await chooseRep({ leadId: id }, deps());
    await offerLead({ leadId: id, token: "t" }, deps());
    await press(mails().at(-1)?.offer ?? "", { decision: "accept" }, "en", deps());
    await introduceRep({ leadId: id }, deps());
    const [first, second] = (await tables.leads.load(id)).offers.map(({ repId }) => repId);
    expect([await used(first ?? ""), await used(second ?? "")]).toEqual([
      [0, 0, 1],
      [1, 3, 1],
    ]);
    const { result } = await actOnLead(id, { kind: "invalid" }, { by: "marta" }, deps());
    expect(result).toBe("done");
    expect([await used(first ?? ""), await used(second ?? "")]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(await balances()).toEqual([0, 0]);
    expect((await tables.ledgers.entries(pool, 9)).map(({ number, act }) => [number, act.kind])).toEqual([
      ...[
        [4, "credit-back"],
        [3, "credit-back"],
        [2, "offer"],
        [1, "offer"],
      ],
    ]);
    expect((await tables.leads.load(id)).timeline.at(-3)).toMatchObject({ event: "closed", by: "marta" });
  });

  it("asks again for what is missing or cannot be read, beside the field, and changes nothing", async () => {
    const { id, link } = await owned();
    const before = await tables.leads.load(id);
    for (const [fields, text] of [
      [{ act: "contacted" }, "Elige cómo"],
      [{ act: "won", value: "mucho" }, "Escribe un monto"],
      [{ act: "meeting", at: "2026-11-01T10:00" }, "Elige una hora que aún no haya pasado"],
      [{ act: "lost", reason: "weather" }, "Elige un motivo"],
    ] as const) {
      const page = await say(link, fields);
      expect(page.statusCode).toBe(422);
      expect(page.html).toContain(text);
    }
    expect(await tables.leads.load(id)).toEqual(before);
  });

  it("takes the time of a meeting by the owner's clock", async () => {
    const { id, link } = await owned();
    const page = await say(link, { act: "meeting", at: "2026-11-05T10:00" });
    expect(page.html).toContain("Reunión: jueves, 5 de noviembre, 10:00 (hora de Ciudad de México).");
    expect(await tables.leads.load(id)).toMatchObject({
      status: "contacted",
      meeting: { at: "2026-11-05T16:00:00.000Z" },
    });
  });

  it("shows how to reach the person until the policy's time after closing", async () => {
    const { id, link } = await owned();
    await say(link, { act: "won" });
    expect((await look(link)).html).toContain(`mailto:${id}@a.example`);
    clock.now = "2026-12-02T15:00:21.000Z";
    const page = (await look(link)).html;
    expect(page).not.toContain(`${id}@a.example`);
    expect(page).not.toContain("+52 55 5555 0101");
    expect(page).not.toContain("Lucía");
    expect(page).toContain("Ya no se muestra cómo contactar a la persona.");
  });

  it("writes all of it or nothing, and sends a lost answer's transaction to no second end", async () => {
    const { id, owner, link } = await owned();
    let sent = 0;
    const faulty = Object.create(tables.client) as typeof tables.client;
    faulty.send = (async (command: Parameters<typeof tables.client.send>[0]) => {
      const answer = await tables.client.send(command);
      if (command.constructor.name !== "TransactWriteCommand" || sent++ > 0) return answer;
      return tables.client.send(command);
    }) as typeof tables.client.send;
    const { LeadStore } = await import("../../adapters/leads/lead-store.ts");
    const leads = new LeadStore(faulty, "leads");
    expect((await actOnLead(id, { kind: "won" }, { repId: owner, by: owner }, { ...deps(), leads })).result).toBe(
      "before",
    );
    expect((await used(owner)).slice(0, 2)).toEqual([0, 0]);
    expect((await look(link)).html).toContain("Ganado");
  });

  it("does no harm where the task that waits cannot be woken", async () => {
    const { id, link } = await owned();
    const tasks = { wake: () => Promise.reject(new Error("throttled")) };
    const earlier = () => new Date(Date.parse(clock.now) - 3000).toISOString();
    const { html } = await answerOffer(link, { decision: "look" }, "en", { ...deps(), now: earlier });
    const page = await actOnOwnedLead(link, { fields: { act: "won" }, token: tokenIn(html) }, "en", {
      ...deps(),
      tasks,
    });
    expect(page.statusCode).toBe(200);
    expect((await tables.leads.load(id)).status).toBe("closed");
  });

  it("is not found at an address that is none", async () => {
    const { link } = await owned();
    for (const address of ["nothing", link.replace(/.{4}$/, "0000")])
      expect((await actOnOwnedLead(address, { fields: { act: "won" } }, "en", deps())).statusCode).toBe(404);
  });
});
