import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { offerMail } from "../../adapters/mail/offer-mail.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { readFacts } from "../../routing/lead/read-facts.ts";
import { aPolicy } from "../build/a-policy.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { clock, deps } = useSteps(tables);
const policy = aPolicy();
beforeAll(() => tables.open(roster, policy));

const submissions = [
  {
    name: "Nuria Prueba",
    email: "nuria@muyimportante.example",
    company: "Muy Importante S.A.",
    phone: "+52 1 55 5555 0100",
  },
  { name: "Nuria Prueba", email: "nuria.prueba@gmail.com", company: "Muy Importante", phone: "+52 55 5555 0100" },
] as const;
let test = 0;
beforeEach(() => {
  test += 1;
});

/** Sends one of the two, with telephone and addresses of this test's own. */
async function send(which: 0 | 1): Promise<string> {
  const posted = submissions[which];
  const read = readFacts(
    {
      ...posted,
      phone: posted.phone.replace(/00$/, String(10 + test)),
      email: `${test}${posted.email}`,
      country: "MX",
      products: ["crm"],
      urgency: "now",
      value: 15000,
      size: 450,
    },
    "anybody",
    { language: "es" },
  );
  if ("misread" in read) throw new Error("not read");
  const form = { ...read, looksAutomatic: false, unknown: [] };
  return (await submitLead(form, "k", { ...deps(), executions: { start: async () => {} } })).leadId;
}
const prepare = async (leadId: string) => {
  const enriching = { ...deps(), fetch, secrets: {}, cache: {} } as never;
  await enrichLead({ leadId }, enriching);
  await enrichLead({ leadId }, enriching);
  await qualifyLead({ leadId }, deps());
  await scoreLead({ leadId }, deps());
};
const later = (seconds: number) => {
  clock.now = new Date(Date.parse(clock.now) + seconds * 1000).toISOString();
};
const asked = async (leadId: string) => (await tables.leads.load(leadId)).offers.map(({ repId }) => repId);

describe("the same person under a second address", () => {
  it("is said to be so, and goes to whom the first went", async () => {
    const first = await send(0);
    await prepare(first);
    await chooseRep({ leadId: first }, deps());
    later(60);
    const second = await send(1);
    expect(second).not.toBe(first);
    await prepare(second);
    await chooseRep({ leadId: second }, deps());
    await chooseRep({ leadId: second }, deps());
    expect(await asked(second)).toEqual(await asked(first));
    const lead = await tables.leads.load(second);
    const [repId] = await asked(first);
    expect(lead.samePerson).toMatchObject({ leadId: first, name: "Nuria Prueba", repId });
    const rep = roster.find(({ id }) => id === repId);
    if (!rep) throw new Error("no rep");
    const { text } = offerMail({ lead, rep, policy, link: "https://turno.example/offers/x" });
    expect(text).toContain(first.slice(0, 8));
  });

  it("goes to whom the first went though both are decided at once", async () => {
    const first = await send(0);
    later(1);
    const second = await send(1);
    await Promise.all([prepare(first), prepare(second)]);
    const choosing = chooseRep({ leadId: second }, deps());
    await chooseRep({ leadId: first }, deps());
    await choosing;
    expect(await asked(second)).toEqual(await asked(first));
  });

  it("is not asked of a rep who had the first at the look-up and has it no more", async () => {
    const first = await send(0);
    await prepare(first);
    await chooseRep({ leadId: first }, deps());
    later(60);
    const second = await send(1);
    await prepare(second);
    expect((await tables.leads.load(second)).samePerson).toMatchObject({ repId: (await asked(first))[0] });
    await tables.leads.update(first, (lead) => ({
      ...lead,
      status: "escalated",
      offers: lead.offers.map((one) => ({ ...one, outcome: "declined" as const })),
    }));
    await chooseRep({ leadId: second }, deps());
    const { samePerson, rule } = await tables.leads.load(second);
    expect([samePerson?.leadId, samePerson?.repId, rule?.rep]).toEqual([first, undefined, undefined]);
  });

  it("goes to somebody else when the rep of the first has left", async () => {
    const first = await send(0);
    await prepare(first);
    await chooseRep({ leadId: first }, deps());
    await tables.leads.update(first, (lead) => ({
      ...lead,
      offers: lead.offers.map((one) => ({ ...one, repId: "left" })),
    }));
    later(60);
    const second = await send(1);
    await prepare(second);
    expect((await chooseRep({ leadId: second }, deps())).kind).toBe("offered");
    expect(roster.map(({ id }) => id)).toContain((await asked(second))[0]);
  });
});
