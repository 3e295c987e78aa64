import { beforeAll, expect, it } from "vitest";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { press } from "../build/press.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, mails } = useSteps(tables);
const { here } = useLocalRun(tables);
const close = (...words: string[]) => turno("leads", "close", ...words, ...here());

beforeAll(() => tables.open(roster));

async function introduced(leadId: string): Promise<void> {
  await offeredInTable(tables, leadId);
  await offerLead({ leadId, token: "t" }, deps());
  await press(mails().findLast(({ offer }) => offer !== "")?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId }, deps());
}
const placesOfAna = async () => (await tables.reps.get("ana"))?.openLeads;

it("leads close says of each lead what became of it, once, and of no person", async () => {
  for (const id of ["one", "two"]) await introduced(id);
  await offeredInTable(tables, "open");
  expect(await placesOfAna()).toBe(3);
  const first = await close("one", "open", "nowhere", "two", "--outcome", "won", "--note", " signed ", "--by", "marta");
  expect([first.code, first.out]).toEqual([
    1,
    "one: closed as won\nopen: not accepted yet\nnowhere: unknown\ntwo: closed as won\n",
  ]);
  expect(await placesOfAna()).toBe(1);
  expect((await tables.leads.load("two")).closed).toMatchObject({ outcome: "won", by: "marta", note: "signed" });
  const again = await close("one", "two", "--outcome", "won");
  expect([again.code, again.out]).toEqual([0, "one: closed before as won\ntwo: closed before as won\n"]);
  const otherwise = await close("one", "--outcome", "lost");
  expect([otherwise.code, otherwise.out]).toEqual([1, "one: closed before as won\n"]);
  expect(await placesOfAna()).toBe(1);
}, 60_000);

it("leads close refuses an outcome that ends nothing", async () => {
  const { code, said } = await close("one", "--outcome", "contacted");
  expect([code, said]).toEqual([1, "--outcome is one of won, lost, invalid, withdrawn.\n"]);
}, 60_000);

const contacted = (...words: string[]) => turno("leads", "contacted", ...words, "--by", "marta", ...here());

it("leads contacted says for the owner that they reached their lead, once, and when", async () => {
  await introduced("reached");
  await introduced("later");
  await offeredInTable(tables, "nobodys");
  const first = await contacted("reached", "nobodys", "nowhere", "--how", "phone");
  expect([first.code, first.out]).toEqual([
    1,
    "reached: contacted by phone\nnobodys: nobody owns it\nnowhere: unknown\n",
  ]);
  const lead = await tables.leads.load("reached");
  expect(lead).toMatchObject({ status: "contacted", ownerId: "ana", follow: { how: "phone" } });
  expect(lead.timeline.at(-1)).toMatchObject({ event: "contacted", repId: "ana", detail: "phone", by: "marta" });
  const again = await contacted("reached", "--how", "email");
  expect([again.code, again.out]).toEqual([0, "reached: contacted before\n"]);

  const { acceptedAt = "" } = await tables.leads.load("later");
  const at = new Date(Date.parse(acceptedAt) + 1000).toISOString();
  expect((await contacted("later", "--how", "whatsapp", "--at", at)).out).toBe("later: contacted by whatsapp\n");
  expect((await tables.leads.load("later")).follow).toMatchObject({ contactedAt: at, how: "whatsapp" });
}, 60_000);

it("leads contacted refuses a way that it does not know, and a time that is not of the owner's", async () => {
  await introduced("one-more");
  expect((await contacted("one-more", "--how", "dream")).said).toContain("Allowed choices are phone, email");
  expect((await contacted("one-more")).said).toContain("--how");
  const early = await contacted("one-more", "--how", "phone", "--at", "2020-01-01T10:00");
  expect([early.code, early.out]).toEqual([1, "one-more: its owner did not have it then\n"]);
  const late = await contacted("one-more", "--how", "phone", "--at", "2090-01-01T10:00");
  expect([late.code, late.said]).toEqual([1, expect.stringContaining("2090-01-01T10:00 is still to come in ")]);
  expect((await contacted("one-more", "--how", "phone", "--at", "at noon")).said).toContain("expected a time such as");
  expect((await tables.leads.load("one-more")).status).toBe("introduced");
}, 60_000);
