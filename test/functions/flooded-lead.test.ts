import { beforeAll, describe, expect, it } from "vitest";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { renewLeads } from "../../functions/renew-leads/renew-leads.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { isLong } from "../build/runs.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { clock, deps, mails } = useSteps(tables);
beforeAll(() => tables.open(roster, aPolicy()));

/** How many a stranger sends. */
const times = isLong ? 200 : 50;

/** A stranger's submissions with the lead's address, of every size, while each minute's run goes on. */
async function flood(id: string): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const facts = {
      ...aLead().facts,
      email: n % 2 ? `${id}@florarosa.example` : `${id.toUpperCase()}@Florarosa.example`,
      name: `Stranger ${n}`,
      phone: `+5255${n}`,
      message: "漢".repeat((n * 37) % 4000),
    };
    await submitLead({ facts, asWritten: [] }, `${n}`, {
      ...deps(),
      executions: { start: async () => {} },
    });
    if (n % 40 === 0) await renewLeads(deps());
  }
  await renewLeads(deps());
}
const told = () => mails().filter(({ kind }) => kind === "additions");

describe(`a lead that a stranger sent ${times} submissions for`, () => {
  it("can still be accepted, and its person and owner are told once", async () => {
    await offeredInTable(tables, "flood-accepted", { policyVersion: 1 });
    await offerLead({ leadId: "flood-accepted", token: "t" }, deps());
    await flood("flood-accepted");
    await tables.leads.update("flood-accepted", (lead) => answered(lead, 1, "accepted", clock.now));
    await introduceRep({ leadId: "flood-accepted" }, deps());
    await introduceRep({ leadId: "flood-accepted" }, deps());
    const lead = await tables.leads.load("flood-accepted");
    expect(lead).toMatchObject({ status: "introduced", facts: { name: "Lucía Fernández", phone: "+52 55 5555 0101" } });
    expect(told()).toHaveLength(1);
    for (const kind of ["introduction", "details"])
      expect(mails().filter((mail) => mail.kind === kind)).toHaveLength(1);
  });

  it("lapses and escalates as any other", async () => {
    await offeredInTable(tables, "flood-lapses", { policyVersion: 1 });
    await offerLead({ leadId: "flood-lapses", token: "t" }, deps());
    await flood("flood-lapses");
    clock.now = "2026-11-02T16:00:00.000Z";
    expect((await remindOrExpire({ leadId: "flood-lapses" }, deps())).kind).toBe("ready");
    expect((await escalateLead({ leadId: "flood-lapses" }, deps())).kind).toBe("escalated");
    const lead = await tables.leads.load("flood-lapses");
    expect(lead).toMatchObject({ status: "escalated", offers: [{ outcome: "lapsed" }] });
    expect((await tables.reps.get("ana"))?.openLeads).toBe(1);
  });
});
