import { load } from "cheerio";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { handleLead } from "../../adapters/claims/hands-on.ts";
import type { ManageFields } from "../../adapters/pages/manage-forms.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { manageLead } from "../../functions/manage-lead/manage-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { inexact } from "../build/exact-books.ts";
import { press, tokenIn } from "../build/press.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock } = useSteps(tables);
const policy = aPolicy({ pools: { all: { manager: "marta" } }, rules: [], otherwise: { pools: ["all"] } });
const reps = ["ana", "beto", "caro"].map((id) =>
  aRep({ id, name: id.toUpperCase(), email: `${id}@a.example`, capacity: 40, pools: { all: 1 } }),
);
const team = [
  ...reps,
  aRep({ id: "full", name: "FULL", capacity: 0, pools: { all: 1 } }),
  ...["marta", "rita"].map((id) =>
    aRep({ id, name: id, email: `${id}@a.example`, role: "manager", locale: "en", pools: {} }),
  ),
];
beforeAll(() => tables.open(team, policy));
afterEach(async () => expect(await inexact(tables)).toEqual([]));

let made = 0;
async function aReadyLead(): Promise<string> {
  made += 1;
  const id = `lead-${made}`;
  const { version } = await tables.policies.active();
  const lane = { lane: "high", because: "so" };
  await tables.leads.create(
    aLead({ id, status: "ready", policyVersion: version, lane, facts: { email: `${id}@a.example` } }),
    undefined,
  );
  return id;
}
/** A lead that its manager has, and the link of their mail. */
async function escalated(): Promise<{ id: string; link: string }> {
  const id = await aReadyLead();
  await escalateLead({ leadId: id, context: { cause: "fault" } }, deps());
  return { id, link: mails().at(-1)?.offer ?? "" };
}
/** A lead whose owner did not call in time, and the link of the mail to their manager. */
async function late(): Promise<{ id: string; link: string; owner: string }> {
  const id = await aReadyLead();
  await chooseRep({ leadId: id }, deps());
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(mails().findLast(({ kind }) => kind === "offer")?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  clock.now = "2026-11-04T18:00:00.000Z";
  await followUp({ leadId: id, ownedBefore: 0 }, deps());
  const mail = mails().findLast(({ kind }) => kind === "contact-late");
  return { id, link: mail?.offer ?? "", owner: (await tables.leads.load(id)).ownerId ?? "" };
}

const look = (link: string, before = 0) => {
  const at = new Date(Date.parse(clock.now) - before).toISOString();
  return answerOffer(link, { decision: "look" }, "en", { ...deps(), now: () => at });
};
/** Opens the page, reads, and presses a button of it. */
async function manage(link: string, fields: ManageFields) {
  const { html } = await look(link, 3000);
  return manageLead(link, { fields, token: tokenIn(html) }, "en", deps());
}
const told = (html: string) => load(html)(".notice").text();
const acts = (html: string) =>
  load(html)('input[name="act"]')
    .toArray()
    .map((one) => one.attribs.value);

describe("the page of a lead for a manager", () => {
  it("shows of an escalated lead who is in the team and how each stands, and gives it to one of them", async () => {
    const { id, link } = await escalated();
    const { html } = await look(link);
    const page = load(html);
    const people = page('input[name="to"]')
      .toArray()
      .map((one) => [one.attribs.value, page(one).parent().text().trim(), "disabled" in one.attribs]);
    expect(people.slice(0, 3).map(([who]) => who)).toEqual(["ana", "beto", "caro"]);
    expect(people[0]?.[1]).toMatch(/^ANA\s+\d+ of 40 leads, at work now$/);
    expect(people.at(-1)).toEqual(["full", expect.stringMatching(/0 of 0 leads, no room/), true]);
    expect(html).not.toContain(`${id}@a.example`);
    const after = await manage(link, { act: "give", to: "beto" });
    expect([after.statusCode, told(after.html)]).toEqual([200, "BETO has it now, and is told by email."]);
    expect(await tables.leads.load(id)).toMatchObject({ status: "accepted", ownerId: "beto" });
    expect((await tables.leads.load(id)).timeline.at(-1)).toMatchObject({ event: "assigned", by: "marta" });
  });

  it("says of a late one who has it, and passes it on, and its owner is told", async () => {
    const { id, link, owner } = await late();
    const { html } = await look(link);
    expect(load(html)(".deadline").text()).toContain(`${owner.toUpperCase()} has this lead.`);
    expect(acts(html)).toEqual(["take", "give", "hand-on", "reject"]);
    const after = await manage(link, { act: "hand-on", from: owner });
    expect(told(after.html)).toBe("It goes to whoever is next.");
    expect(await tables.leads.load(id)).toMatchObject({ status: "ready" });
    await followUp({ leadId: id, ownedBefore: 0 }, deps());
    expect(mails().filter(({ kind, to }) => kind === "handed-on" && to === `${owner}@a.example`)).toHaveLength(1);
  });

  it("lets them take it, and then shows how to reach the person, and to give it to somebody all the same", async () => {
    const { id, link } = await late();
    const after = await manage(link, { act: "take" });
    expect(told(after.html)).toBe("It is yours.");
    expect(after.html).toContain(`${id}@a.example`);
    expect(acts(after.html)).toEqual(expect.arrayContaining(["contacted", "won"]));
    await introduceRep({ leadId: id }, deps());
    expect(acts((await look(link)).html)).toContain("give");
  });

  it("turns it away with a reason, tells its owner, and opens it again", async () => {
    const { id, link, owner } = await late();
    const missing = await manage(link, { act: "reject", note: "a robot" });
    expect([
      missing.statusCode,
      missing.html.includes("Choose one of these"),
      missing.html.includes("a robot"),
    ]).toEqual([422, true, true]);
    expect(told((await manage(link, { act: "reject", reason: "advertising", note: "a robot" })).html)).toBe(
      "It is turned away, and nobody calls.",
    );
    await followUp({ leadId: id, ownedBefore: 0 }, deps());
    await followUp({ leadId: id, ownedBefore: 0 }, deps());
    const turnedAway = mails().filter(({ kind }) => kind === "turned-away");
    expect(turnedAway.map(({ to }) => to)).toEqual([`${owner}@a.example`]);
    expect(acts((await look(link)).html)).toEqual(["reopen"]);
    expect(told((await manage(link, { act: "reopen" })).html)).toBe("It is open again.");
    expect(await tables.leads.load(id)).toMatchObject({ status: "accepted", ownerId: owner });
  });

  it("counts a button that is pressed twice, or by two managers at once, once, and says what is so", async () => {
    const { id, link } = await escalated();
    const pages = await Promise.all([1, 2, 3].map(() => manage(link, { act: "give", to: "caro" })));
    expect(pages.map(({ html }) => told(html)).sort()).toEqual([
      "CARO has it now, and is told by email.",
      "That was done before.",
      "That was done before.",
    ]);
    expect((await tables.leads.load(id)).offers).toHaveLength(1);
    const late = await manage(link, { act: "give", to: "ana" });
    expect(told(late.html)).toMatch(/^Somebody is being introduced/);
  });

  it("refuses who has no room, and asks again where nobody was chosen", async () => {
    const { id, link } = await escalated();
    expect(told((await manage(link, { act: "give", to: "full" })).html)).toMatch(/^They have no room/);
    expect((await manage(link, { act: "give" })).statusCode).toBe(422);
    expect(told((await manage(link, { act: "give", to: "nobody" })).html)).toMatch(/not in the team/);
    expect(await tables.leads.load(id)).toMatchObject({ status: "escalated" });
  });

  it("changes nothing for a scanner, which presses at once or without the page", async () => {
    const { id, link } = await escalated();
    for (const token of [undefined, tokenIn((await look(link)).html)]) {
      const page = await manageLead(link, { fields: { act: "give", to: "ana" }, token }, "en", deps());
      expect([page.statusCode, page.html.includes("Press the button once more")]).toEqual([422, true]);
    }
    expect(await tables.leads.load(id)).toMatchObject({ status: "escalated" });
  });

  it("is nobody's who does not manage any more, and no rep's", async () => {
    const { link } = await escalated();
    const id = await aReadyLead();
    await chooseRep({ leadId: id }, deps());
    await offerLead({ leadId: id, token: "t" }, deps());
    const offer = mails().at(-1)?.offer ?? "";
    expect((await manageLead(offer, { fields: { act: "reject", reason: "other" } }, "en", deps())).statusCode).toBe(
      404,
    );
    await tables.reps.importRoster(team.map((rep) => (rep.id === "marta" ? { ...rep, active: false } : rep)));
    expect((await look(link)).statusCode).toBe(404);
    expect((await manage(link, { act: "take" })).statusCode).toBe(404);
    await tables.reps.importRoster(team);
  });

  it("says to the manager from whom it went on who has it now", async () => {
    const { id, link } = await escalated();
    await handleLead(id, { kind: "take", to: "rita" }, "rita", deps());
    expect(load((await look(link)).html)(".deadline").text()).toContain("rita has this lead.");
  });
});
