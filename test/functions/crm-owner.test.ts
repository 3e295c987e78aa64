import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { answerSource, type SourceSite } from "../../functions/submit-lead/source-request.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aSite } from "../build/doors.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock } = useSteps(tables);
const key = "the client secret of the app in HubSpot";
const base = "https://leads.andina.example";

/** As docs/connections.md says it. */
const policy = aPolicy({
  attributes: { crm_owner: { kind: "text", signed: true } },
  sources: { crm: { of: "hubspot", map: { crm_owner: "properties.owner_email" } } },
  rules: [
    {
      rule: "Known in the CRM",
      when: { crm_owner: { known: true } },
      rep: { fact: "crm_owner" },
      wait: "2h",
      else: "next",
    },
    { rule: "Everybody", when: {}, pools: ["latam-smb"] },
  ],
});

async function fromHubSpot(email: string, owner_email: string | undefined): Promise<string> {
  const properties = {
    firstname: "Ana",
    lastname: "Prueba",
    email,
    company: "Prueba SA",
    country: "MX",
    ...(owner_email && { owner_email }),
  };
  const body = JSON.stringify({ objectId: email, properties });
  const time = String(Date.parse(clock.now));
  const signature = createHmac("sha256", key).update(`POST${base}/in/crm${body}${time}`).digest("base64");
  const own = aSite(tables, () => clock.now);
  const answer = await answerSource(
    {
      headers: {
        "content-type": "application/json",
        "x-hubspot-request-timestamp": time,
        "x-hubspot-signature-v3": signature,
      },
      ...{ body, isBase64Encoded: false, rawPath: "/in/crm", rawQueryString: "", pathParameters: { source: "crm" } },
      requestContext: { http: { method: "POST", sourceIp: "192.0.2.9" } },
    } as never,
    {
      ...{ baseUrl: base, policy: async () => policy, secretOf: async () => key, now: () => clock.now },
      ...{ submit: own.submit as SourceSite["submit"], hold: own.hold as SourceSite["hold"] },
      keepUnread: async () => {},
      fetchLead: async () => Promise.reject(new Error("not asked for")),
    },
  );
  expect(answer.statusCode).toBe(201);
  return JSON.parse(String(answer.body)).leads[0];
}

describe("a lead whose owner the CRM knows", () => {
  it("goes from a signed message of the CRM to that rep by the rule that asks for them, and one without to the pool's", async () => {
    await tables.open(roster, policy);
    const routed = async (email: string, owner: string | undefined) => {
      const leadId = await fromHubSpot(email, owner);
      for (const step of [qualifyLead, scoreLead, chooseRep]) await step({ leadId }, deps() as never);
      const { rule, offers } = await tables.leads.load(leadId);
      return [rule?.rule, offers.map(({ repId }) => repId)];
    };
    expect(await routed("one@prueba.example", "beto@andina.example")).toEqual(["Known in the CRM", ["beto"]]);
    expect(await routed("two@segunda.example", "beto@andina.example")).toEqual(["Known in the CRM", ["beto"]]);
    expect(await routed("three@tercera.example", undefined)).toEqual(["Everybody", ["ana"]]);
  });
});
