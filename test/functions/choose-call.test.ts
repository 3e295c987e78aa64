import { load } from "cheerio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { handOverCustomers } from "../../adapters/customers/hand-over-customers.ts";
import { takePlace } from "../../adapters/reps/take-place.ts";
import { chooseSuccessManager } from "../../functions/choose-success-manager/choose-success-manager.ts";
import type { Deps } from "../../functions/choose-time/choose-time.ts";
import { logMilestone } from "../../functions/log-milestone/log-milestone.ts";
import { sendInvitations } from "../../functions/send-invitations/send-invitations.ts";
import { showRequest } from "../../functions/show-request/show-request.ts";
import { welcomeCustomer } from "../../functions/welcome-customer/welcome-customer.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import { reached } from "../../routing/onboarding/onboarding.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { visibleText } from "../adapters/pages/reading.ts";
import { aPlanningPolicy, aWonLead, day, wonAt } from "../build/a-customer.ts";
import { aRep } from "../build/a-rep.ts";
import { cancelMeeting, choose, offeredOn, openedTimes, readPage } from "../build/choosing.ts";
import { inexact } from "../build/exact-books.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps: steps, mails, clock } = useSteps(tables);
const feed: Deps["feed"] = async () => ({ kind: "failed", because: "too-slow" });
const deps = () => ({ ...steps(), feed, sender: { name: "Turno", address: "t@andina.example" } });
const manager = (id: string, name: string) =>
  aRep({ id, name, email: `${id}@andina.example`, pools: { success: 1 }, calendarUrl: undefined });
beforeEach(() =>
  tables.open([...roster, manager("carla", "Carla Sosa"), manager("dani", "Dani Paz")], aPlanningPolicy()),
);
/** Places and ledgers add up after each test. */
afterEach(async () => expect(await inexact(tables)).toEqual([]));

let made = 0;
/** A customer who was welcomed: the id of their lead, who has them, and the last part of the link in their mail. */
async function aCustomer() {
  made += 1;
  const id = `called-${made}`;
  const { version } = await tables.policies.active();
  const { closed: _, ...owned } = aWonLead({ id, status: "introduced", policyVersion: version });
  const facts = { ...owned.facts, email: `${id}@rosa${made}.example` };
  await tables.leads.create({ ...owned, facts }, undefined);
  await tables.leads.update(id, (lead) => ({ lead, also: [takePlace("reps", { repId: "ana" })] }));
  await closeLead(id, { outcome: "won", at: wonAt, by: "ana" }, deps());
  return { id, ...(await welcomed(id)) };
}
async function welcomed(id: string) {
  await chooseSuccessManager({ leadId: id }, deps());
  await welcomeCustomer({ leadId: id }, deps());
  const { managerId = "" } = await tables.onboardings.load(id);
  const { email } = (await tables.leads.load(id)).facts;
  const welcome = mails().findLast(({ kind, to }) => kind === "welcome" && to === email);
  return { managerId, link: /\/you\/([\w.-]+)\/times/.exec(welcome?.text ?? "")?.[1] ?? "" };
}
const meeting = async (id: string) => meetingOf(await tables.leads.load(id));
const shown = async (link: string) => offeredOn(await openedTimes(link, deps()));
/** The cells that a rep holds for a lead. */
async function heldFor(rep: string, leadId: string) {
  const [first = 0] = cellsOf({ start: Date.parse(wonAt), end: Date.parse(wonAt) + 1 });
  const held = (await tables.holds.between(first, first + 96 * 14)).get(rep) ?? new Map<number, string>();
  return [...held].filter(([, holder]) => holder === leadId);
}

describe("the first call of a customer", () => {
  it("is chosen by the link of their welcome, among the times of whoever has them until it is due", async () => {
    const { id, link, managerId } = await aCustomer();
    const [only, ...others] = await shown(link);
    expect([only?.rep, others]).toEqual([managerId, []]);
    expect((only?.times.at(-1) ?? "") <= day(3)).toBe(true);
    const at = only?.times[1] ?? "";
    const page = readPage(await choose(link, managerId, at, deps()));
    expect(page).toContain("Listo. La invitación llega por correo");
    expect(await meeting(id)).toMatchObject({ repId: managerId, at, minutes: 30, by: "lead", ofCustomer: true });
    expect(await heldFor(managerId, id)).toHaveLength(2);
    await sendInvitations(deps());
    const invitations = () => mails().filter(({ kind }) => kind.startsWith("invitation"));
    expect(invitations().map(({ kind, to }) => [kind, to.split("@")[0]])).toEqual([
      ["invitation-rep", managerId],
      ["invitation", id],
    ]);
    expect(invitations()[1]?.text).toMatch(/Cambiarla o cancelarla:\n\S+\/you\/\S+\/times/);
    await sendInvitations(deps());
    expect(invitations()).toHaveLength(2);
    expect((await tables.leads.load(id)).status).toBe("closed");
  });

  it("is moved, and cancelled, and stands on both pages while it is to come", async () => {
    const { id, link, managerId } = await aCustomer();
    const times = (await shown(link))[0]?.times ?? [];
    await choose(link, managerId, times[0] ?? "", deps());
    await choose(link, managerId, times[5] ?? "", deps());
    expect(await meeting(id)).toMatchObject({ at: times[5], change: 2 });
    expect(await heldFor(managerId, id)).toHaveLength(2);
    const own = await showRequest(link, {}, "en", deps());
    const name = managerId === "carla" ? "Carla Sosa" : "Dani Paz";
    expect(readPage(own)).toContain(`Tiene una reunión con ${name}`);
    expect(load(own.html)(`a[href="${link}/times"]`).text()).toBe("Cambiarla o cancelarla");
    const theirs = /\/customers\/([\w.-]+)/.exec(mails().findLast(({ kind }) => kind === "new-customer")?.text ?? "");
    expect(visibleText(await logMilestone(theirs?.[1] ?? "", undefined, "en", deps()))).toContain("Reunión: ");
    await cancelMeeting(link, deps());
    expect(await meeting(id)).toBeUndefined();
    expect(await heldFor(managerId, id)).toHaveLength(0);
    expect(readPage(await showRequest(link, {}, "en", deps()))).toContain(`${name} está a su disposición`);
  });

  it("is one of two customers who take the same time; the other is shown what is free", async () => {
    const first = await aCustomer();
    let second = await aCustomer();
    while (second.managerId !== first.managerId) second = await aCustomer();
    const at = (await shown(second.link))[0]?.times[2] ?? "";
    const pages = await Promise.all([first, second].map(({ link, managerId }) => choose(link, managerId, at, deps())));
    expect(pages.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const met = await Promise.all([first, second].map(({ id }) => meeting(id)));
    expect(met.filter(Boolean)).toHaveLength(1);
  });

  it("is chosen no more once it was logged: the page leads back to the request", async () => {
    const { id, link, managerId } = await aCustomer();
    await tables.onboardings.update(id, (read) => reached(read, 0, managerId, clock.now));
    const page = await openedTimes(link, deps());
    expect([page.statusCode, page.headers.Location]).toEqual([303, `../${link}`]);
    expect(load((await showRequest(link, {}, "en", deps())).html)('a[href$="/times"]')).toHaveLength(0);
  });

  it("is cancelled when somebody else gets the customer, who is led to the new one's times", async () => {
    const { id, link, managerId } = await aCustomer();
    await choose(link, managerId, (await shown(link))[0]?.times[0] ?? "", deps());
    await sendInvitations(deps());
    await handOverCustomers(managerId, "marta", deps());
    const next = await welcomed(id);
    await sendInvitations(deps());
    const { email } = (await tables.leads.load(id)).facts;
    const told = mails().filter(({ kind, to }) => kind === "invitation" && to === email);
    expect(told.map(({ subject }) => /cancelada/.test(subject))).toEqual([false, true]);
    expect(await heldFor(managerId, id)).toHaveLength(0);
    expect((await shown(next.link)).map(({ rep }) => rep)).toEqual([next.managerId]);
    expect(next.managerId).not.toBe(managerId);
  });
});
