import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { beforeAll, describe, expect, it } from "vitest";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { press } from "../build/press.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock, mails, toTeam, ses } = useSteps(tables);
beforeAll(() => tables.open(roster));

const email = (id: string) => ({ facts: { email: `${id}@florarosa.example` } });

describe("escalate lead", () => {
  it("gives the lead to the pool's manager and mails them once, whoever comes first", async () => {
    await tables.leads.create({ ...anOfferedLead({ id: "used", ...email("used") }), status: "ready" }, undefined);
    const input = { leadId: "used", context: { cause: "attempts-used" } };
    const first = await escalateLead(input, deps());
    expect(await escalateLead(input, deps())).toEqual(first);
    expect(first).toMatchObject({ kind: "escalated", waitSeconds: 900 });
    await offerLead({ leadId: "used", token: "one" }, deps());
    await offerLead({ leadId: "used", token: "two" }, deps());
    expect(toTeam().map(({ to, kind }) => [to, kind])).toEqual([["marta@andina.example", "escalation"]]);
    expect((await tables.leads.load("used")).escalation?.cause).toBe("attempts-used");
  });

  it("frees the place of the rep who was offered the lead", async () => {
    await offeredInTable(tables, "held");
    const before = (await tables.reps.get("ana"))?.openLeads ?? 0;
    await escalateLead({ leadId: "held" }, deps());
    expect((await tables.reps.get("ana"))?.openLeads).toBe(before - 1);
    expect(await tables.leads.load("held")).toMatchObject({
      escalation: { cause: "fault" },
      offers: [{ outcome: "lapsed" }],
    });
  });

  it("knows the manager of a lead that no rule has matched yet", async () => {
    await tables.leads.create(aLead({ id: "unseen", ...email("unseen") }), undefined);
    expect(await escalateLead({ leadId: "unseen" }, deps())).toMatchObject({ kind: "escalated" });
  });

  it("leaves an owned lead with its owner", async () => {
    await tables.leads.create(aLead({ id: "owned", status: "accepted", ownerId: "ana", ...email("owned") }), undefined);
    expect(await escalateLead({ leadId: "owned" }, deps())).toEqual({ leadId: "owned", kind: "accepted" });
    expect(mails()).toEqual([]);
  });

  it("makes the manager the owner when they take it, reminds them when not, and leaves it visible in the end", async () => {
    await tables.leads.create({ ...anOfferedLead({ id: "taken", ...email("taken") }), status: "ready" }, undefined);
    await escalateLead({ leadId: "taken" }, deps());
    await offerLead({ leadId: "taken", token: "first" }, deps());
    const kinds: string[] = [];
    for (const now of ["2026-11-02T15:15:20.000Z", "2026-11-02T15:30:20.000Z", "2026-11-02T16:00:20.000Z"]) {
      clock.now = now;
      await offerLead({ leadId: "taken", token: now }, deps());
      kinds.push((await remindOrExpire({ leadId: "taken" }, deps())).kind);
    }
    expect(kinds).toEqual(["escalated", "escalated", "left-with-manager"]);
    expect(toTeam().map(({ kind }) => kind)).toEqual([
      "escalation",
      ...Array.from({ length: 3 }, () => "escalation-reminder"),
    ]);
    const left = await tables.leads.load("taken");
    expect(left.status).toBe("escalated");
    expect(left).not.toHaveProperty("dueAt");

    const page = await press(toTeam()[0]?.offer ?? "", { decision: "accept" }, "en", deps());
    expect(page.statusCode).toBe(200);
    expect(await tables.leads.load("taken")).toMatchObject({
      status: "accepted",
      ownerId: "marta",
      dueAt: expect.any(String),
    });
  });
});

describe("the manager's link", () => {
  it.each([...declineReasons, "", "made-up"])(
    "takes no decline, which its page does not have, for the reason «%s»",
    async (reason) => {
      const id = `declined-${reason || "none"}`;
      await tables.leads.create({ ...anOfferedLead({ id, ...email(id) }), status: "ready" }, undefined);
      await escalateLead({ leadId: id }, deps());
      await offerLead({ leadId: id, token: "t" }, deps());
      const link = mails().findLast(({ offer }) => offer !== "")?.offer ?? "";
      const before = await tables.leads.load(id);
      const page = await press(link, { decision: "decline", reason }, "en", deps());
      expect(page.statusCode).toBe(200);
      expect(page.html).toContain('value="accept"');
      expect(await tables.leads.load(id)).toEqual(before);
    },
  );
});

describe("introduce rep", () => {
  it("leaves the next owner to be introduced by their own run, when an old run ends late", async () => {
    const of = { id: "passed", status: "accepted" as const, ownerId: "ana", ...email("passed") };
    await tables.leads.create(aLead(of), undefined);
    const { reviews, ...rest } = deps();
    const late = {
      ...rest,
      reviews: {
        published: async (id: string, most: number) => {
          await tables.leads.update("passed", (lead) => ({ ...lead, ownerId: "beto", ownedBefore: 1 }));
          return reviews.published(id, most);
        },
      },
    };
    await introduceRep({ leadId: "passed" }, late);
    expect(await tables.leads.load("passed")).toMatchObject({ status: "accepted", ownerId: "beto" });
    await introduceRep({ leadId: "passed" }, deps());
    expect((await tables.leads.load("passed")).timeline.at(-1)).toMatchObject({ event: "introduced", repId: "beto" });
    expect(toTeam().map(({ to, kind }) => [to, kind])).toEqual([
      ["ana@andina.example", "details"],
      ["beto@andina.example", "details"],
    ]);
  });

  const accepted = (id: string) =>
    aLead({
      ...anOfferedLead(),
      id,
      status: "accepted",
      ownerId: "ana",
      acceptedAt: "2026-11-02T15:05:00.000Z",
      ...email(id),
    });

  it("tells the owner everything and then the lead who will call, once", async () => {
    await tables.leads.create(accepted("met"), undefined);
    await introduceRep({ leadId: "met" }, deps());
    await introduceRep({ leadId: "met" }, deps());
    expect(mails().map(({ to, kind }) => [to, kind])).toEqual([
      ["ana@andina.example", "details"],
      ["met@florarosa.example", "introduction"],
    ]);
    const lead = await tables.leads.load("met");
    expect(lead.status).toBe("introduced");
    expect(lead.timeline.filter(({ event }) => event === "introduced")).toHaveLength(1);
  });

  it("continues where it failed, without writing to the lead again", async () => {
    await tables.leads.create(accepted("half"), undefined);
    const no = Object.assign(new Error("no"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses.on(SendRawEmailCommand).resolvesOnce({ MessageId: "1" }).rejectsOnce(no).resolves({ MessageId: "2" });
    await expect(introduceRep({ leadId: "half" }, deps())).rejects.toMatchObject({ name: "MailRefused" });
    await introduceRep({ leadId: "half" }, deps());
    const kinds = ses.commandCalls(SendRawEmailCommand).map(({ args: [{ input }] }) => input.Tags?.[0]?.Value);
    expect(kinds).toEqual(["details", "introduction", "introduction"]);
  });

  it("gives the owner the details and tells them, when SES takes no mail to the lead, once and for all", async () => {
    await tables.leads.create(accepted("nowhere"), undefined);
    const no = Object.assign(new Error("Email address is not verified"), {
      name: "MessageRejected",
      $metadata: { httpStatusCode: 400 },
    });
    ses.on(SendRawEmailCommand, { Destinations: ["nowhere@florarosa.example"] }).rejects(no);
    await introduceRep({ leadId: "nowhere" }, deps());
    await introduceRep({ leadId: "nowhere" }, deps());
    expect(mails().map(({ to, kind }) => [to, kind])).toEqual([
      ["ana@andina.example", "details"],
      ["ana@andina.example", "unreachable"],
    ]);
    expect(ses.commandCalls(SendRawEmailCommand, { Destinations: ["nowhere@florarosa.example"] })).toHaveLength(1);
    expect(await tables.leads.load("nowhere")).toMatchObject({ status: "introduced", unreachable: { why: "refused" } });
  });
});

describe("nurture lead", () => {
  it("sends the mail of the lane once and ends the lead", async () => {
    const lane = { lane: "nurture", because: "Not ready to buy" };
    await tables.leads.create(
      aLead({ id: "poor", status: "qualified", policyVersion: 1, lane, ...email("poor") }),
      undefined,
    );
    expect(await nurtureLead({ leadId: "poor" }, deps())).toEqual({ leadId: "poor", kind: "closed" });
    await nurtureLead({ leadId: "poor" }, deps());
    expect(mails().map(({ to, kind, replyTo }) => [to, kind, replyTo])).toEqual([
      ["poor@florarosa.example", "nurture", "marta@andina.example"],
    ]);
    expect((await tables.leads.load("poor")).status).toBe("nurtured");
  });
});
