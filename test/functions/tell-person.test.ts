import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { beforeEach, describe, expect, it } from "vitest";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { renewLeads } from "../../functions/renew-leads/renew-leads.ts";
import { showRequest } from "../../functions/show-request/show-request.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock, ses } = useSteps(tables);
beforeEach(() => tables.open(roster));
const token = "t";
const toPerson = () => mails().filter(({ kind }) => kind === "acknowledgement" || kind === "acknowledgement-later");
const decided = { policyVersion: 1, priority: { level: "warm" as const, reasons: [] } };
const linkIn = (text = "") => /\/you\/([\w.-]+)/.exec(text)?.[1] ?? "";

describe("an acknowledgement", () => {
  it("goes out with the first offer: what happens next, by when, who answers, and the way to their own page", async () => {
    await offeredInTable(tables, "first");
    await offerLead({ leadId: "first", token }, deps());
    const [mail, ...more] = toPerson();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: "first@florarosa.example", replyTo: "marta@andina.example" });
    expect(mail?.text).toContain("Hola, Lucía Fernández:");
    expect(mail?.text).toContain("Tendrá noticias nuestras a más tardar: hoy, 10:15 (hora de Ciudad de México)");
    expect(mail?.text).toContain("Marta Silva responde por ella");
    const page = await showRequest(linkIn(mail?.text), {}, "en", deps());
    expect(page.statusCode).toBe(200);
    expect(page.html).toContain("10:15 (hora de Ciudad de México)");
  });

  it("is one, however often the step runs", async () => {
    await offeredInTable(tables, "again");
    for (let n = 0; n < 3; n++) await offerLead({ leadId: "again", token }, deps());
    await Promise.all([1, 2].map(() => offerLead({ leadId: "again", token }, deps())));
    expect(toPerson()).toHaveLength(1);
  });

  it("says that nobody is free where the lead waits, and says it once", async () => {
    await tables.leads.create(aLead({ id: "wait", status: "waiting", waitingSince: clock.now, ...decided }), undefined);
    await holdLead({ leadId: "wait", token, waitSeconds: 60 }, deps());
    await holdLead({ leadId: "wait", token: "u", waitSeconds: 60 }, deps());
    expect(toPerson().map(({ kind }) => kind)).toEqual(["acknowledgement"]);
    expect(toPerson()[0]?.text).toContain("no hay nadie libre");
  });

  it("is followed by one mail each when it waits after all and when it is with the manager", async () => {
    await offeredInTable(tables, "moves");
    await offerLead({ leadId: "moves", token }, deps());
    await tables.leads.update("moves", (lead) => ({ ...lead, status: "ready", offers: [] }));
    await tables.leads.update("moves", (lead) => ({ ...lead, status: "waiting", waitingSince: clock.now }));
    await holdLead({ leadId: "moves", token, waitSeconds: 60 }, deps());
    clock.now = "2026-11-04T15:00:20.000Z";
    const escalation = { managerId: "marta", cause: "nobody-available" as const, at: clock.now, reminded: 0 };
    await tables.leads.update("moves", (lead) => ({
      ...lead,
      status: "escalated",
      escalation: { ...escalation, remindAt: ["2026-11-05T15:00:00.000Z"], linkHashes: [] },
    }));
    await offerLead({ leadId: "moves", token }, deps());
    await offerLead({ leadId: "moves", token }, deps());
    expect(toPerson().map(({ kind, subject }) => [kind, subject])).toEqual([
      ["acknowledgement", "Recibimos su solicitud – Andina Cloud"],
      ["acknowledgement-later", "Su solicitud tarda un poco más – Andina Cloud"],
      ["acknowledgement-later", "Quien dirige el equipo se ocupa de su solicitud – Andina Cloud"],
    ]);
  });

  it("never keeps a lead from its rep: refused, it is left to the next step", async () => {
    await offeredInTable(tables, "refused");
    const busy = Object.assign(new Error("slow down"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses.on(SendRawEmailCommand).callsFake(({ Tags }) => {
      const [{ Value }] = Tags;
      return Value === "acknowledgement" ? Promise.reject(busy) : Promise.resolve({ MessageId: "1" });
    });
    await expect(offerLead({ leadId: "refused", token }, deps())).resolves.toMatchObject({ kind: "offered" });
    expect(await tables.leads.load("refused")).not.toHaveProperty("told");
    ses.on(SendRawEmailCommand).resolves({ MessageId: "2" });
    await offerLead({ leadId: "refused", token }, deps());
    expect((await tables.leads.load("refused")).told?.at).toEqual({ received: clock.now });
  });

  it("marks a lead whose address takes no mails, before anybody accepts it", async () => {
    await offeredInTable(tables, "nobody");
    const rejected = { name: "MessageRejected", $metadata: { httpStatusCode: 400 } };
    ses
      .on(SendRawEmailCommand)
      .callsFake(({ Tags }) =>
        Tags[0].Value === "acknowledgement"
          ? Promise.reject(Object.assign(new Error("Address is on the suppression list"), rejected))
          : Promise.resolve({ MessageId: "1" }),
      );
    await offerLead({ leadId: "nobody", token }, deps());
    expect((await tables.leads.load("nobody")).unreachable).toMatchObject({ why: "refused" });
  });

  it("goes to an address once a day, whosever lead it is, and the second is no reason to mark the lead", async () => {
    for (const id of ["one", "two"]) {
      await offeredInTable(tables, id, { facts: { email: `same+${id}@florarosa.example` } });
      await offerLead({ leadId: id, token }, deps());
    }
    expect(toPerson()).toHaveLength(1);
    expect(await tables.leads.load("two")).not.toHaveProperty("unreachable");
  });

  it("is not sent where the policy tells nothing", async () => {
    await tables.open(roster, aPolicy({ acknowledge: { tell: [] } }));
    await offeredInTable(tables, "quiet", { policyVersion: undefined });
    await offerLead({ leadId: "quiet", token }, deps());
    expect(toPerson()).toEqual([]);
  });

  it("tells within a minute that what was sent again arrived, a day after the first at the earliest", async () => {
    const told = { at: { received: "2026-11-01T15:00:20.000Z" }, upTo: 1 };
    const owned = aLead({
      id: "more",
      facts: { email: "more@florarosa.example" },
      ...decided,
      status: "introduced",
      ownerId: "ana",
      told,
    });
    await tables.leads.create(owned, undefined);
    const add = async (submissions: number) => {
      await tables.leads.update("more", (stored) => {
        const lead = { ...stored, submissions };
        const said = { facts: lead.facts, asWritten: [], content: `${submissions}`, reference: "r", at: clock.now };
        return { lead, also: tables.submissions.adding(lead, said, clock.now) };
      });
      await renewLeads(deps());
    };
    await add(2);
    await add(3);
    expect(toPerson().map(({ subject, replyTo }) => [subject, replyTo])).toEqual([
      ["Recibimos lo que envió – Andina Cloud", "ana@andina.example"],
    ]);
  });
});
