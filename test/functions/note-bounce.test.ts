import { beforeAll, describe, expect, it } from "vitest";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { noteBounce } from "../../functions/note-bounce/note-bounce.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock } = useSteps(tables);
beforeAll(() => tables.open(roster));

const addressOf = (lead: string) => `${lead}@florarosa.example`;
const introduced = async (id: string) => {
  const about = { id, ownerId: "ana", acceptedAt: clock.now, facts: { email: addressOf(id) } };
  await tables.leads.create(aLead({ ...anOfferedLead(), status: "accepted", ...about }), undefined);
  await introduceRep({ leadId: id }, deps());
};

const event = (lead: string, told: object, kind = "introduction") => ({
  "detail-type": "Email Bounced",
  source: "aws.ses",
  detail: { ...told, mail: { tags: { lead: [lead], kind: [kind], "ses:configuration-set": ["turno-prod"] } } },
});
const bounced = (emailAddress: string, bounceType = "Permanent") => ({
  eventType: "Bounce",
  bounce: { bounceType, bouncedRecipients: [{ emailAddress }] },
});
const complained = (emailAddress: string) => ({
  eventType: "Complaint",
  complaint: { complainedRecipients: [{ emailAddress }] },
});

describe("note bounce", () => {
  it.each([
    ["bounced", bounced(addressOf("bounced"))],
    ["complained", complained(`Lucía <${addressOf("complained").toUpperCase()}>`)],
  ])("marks a lead whose mail %s, and tells the owner once, however often it is said", async (why, told) => {
    await introduced(why);
    await noteBounce(event(why, told), deps());
    await noteBounce(event(why, told), deps());
    expect(mails().map(({ to, kind }) => [to, kind])).toEqual([
      ["ana@andina.example", "details"],
      [addressOf(why), "introduction"],
      ["ana@andina.example", "unreachable"],
    ]);
    const lead = await tables.leads.load(why);
    expect(lead).toMatchObject({ status: "introduced", unreachable: { why } });
    expect(lead.timeline.filter(({ event }) => event === "unreachable")).toHaveLength(1);
  });

  it.each([
    ["an absent person's mailbox answers", event("away", bounced(addressOf("away"), "Transient"))],
    ["a mail to the team comes back", event("away", bounced("ana@andina.example"), "details")],
    ["it names no lead of ours", event("nobody", bounced(addressOf("away")))],
  ])("changes nothing when %s", async (_, told) => {
    if (!(await tables.leads.get("away"))) await introduced("away");
    await noteBounce(told, deps());
    expect(await tables.leads.load("away")).not.toHaveProperty("unreachable");
  });

  it("mails the lead no more, and tells who becomes the owner in the details", async () => {
    const lane = { lane: "nurture", because: "Not ready to buy" };
    const email = { facts: { email: addressOf("gone") } };
    await tables.leads.create(aLead({ id: "gone", status: "qualified", policyVersion: 1, lane, ...email }), undefined);
    await noteBounce(event("gone", bounced(addressOf("gone"))), deps());
    await nurtureLead({ leadId: "gone" }, deps());
    expect(mails()).toEqual([]);
    expect((await tables.leads.load("gone")).status).toBe("nurtured");

    const owner = { ownerId: "ana", acceptedAt: clock.now, unreachable: { at: clock.now, why: "bounced" as const } };
    await tables.leads.create(
      aLead({ ...anOfferedLead(), id: "owned", status: "accepted", ...owner, facts: { email: addressOf("owned") } }),
      undefined,
    );
    await introduceRep({ leadId: "owned" }, deps());
    expect(mails().map(({ kind }) => kind)).toEqual(["details"]);
    expect(mails()[0]?.text).toContain("Nuestro correo fue devuelto");
  });
});
