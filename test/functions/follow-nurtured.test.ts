import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { followNurtured } from "../../functions/follow-nurtured/follow-nurtured.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { unsubscribe } from "../../functions/unsubscribe/unsubscribe.ts";
import { unreachable } from "../../routing/lead/move-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { keepMails } from "../build/sent-mails.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { ses, deps, clock, mails } = useSteps(tables);
const step = (after: string, name: string) => ({
  after,
  mail: {
    subject: { en: `${name} in English`, pt: `${name} em português` },
    text: "One.\n\nTwo.",
    url: "https://a.example/x",
  },
});
const policy = aPolicy({
  lanes: [
    { lane: "alone", when: { size: 1 }, action: "self-service", because: "" },
    { lane: "later", when: {}, action: "nurture", because: "" },
  ],
  nurture: [step("3d", "First"), step("10d", "Second")],
});
beforeAll(() => tables.open(roster, policy));

const run = () => followNurtured(deps());
const later = (days: number) => {
  clock.now = new Date(Date.parse(clock.now) + days * 86_400_000).toISOString();
};
let made = 0;
let id = "";
/** A lead that was mailed that nobody calls. */
async function nurtured(lane = "later"): Promise<void> {
  const facts = { email: `${id}@florarosa.example`, language: "pt" as const };
  const about = { id, status: "qualified" as const, policyVersion: 1, lane: { lane, because: "" }, facts };
  await tables.leads.create(aLead(about), undefined);
  await nurtureLead({ leadId: id }, deps());
}
/** The mails of the sequence to this test's lead. */
const steps = () => mails().filter(({ kind, to }) => kind === "nurture-step" && to.startsWith(`${id}@`));
const linkOf = async () => `${id}.${(await tables.nurture.get(id))?.secret}`;
const ended = async () => (await tables.nurture.get(id))?.ended;

beforeEach(() => {
  made += 1;
  id = `kept-${made}`;
  // Each test has a quarter of its own.
  clock.now = new Date(Date.UTC(2026, 10 + 3 * made, 2, 15)).toISOString();
});

/** The leads of earlier tests are done with. */
afterEach(() => tables.nurture.end(id, "over"));

describe("the sequence to a lead that nobody calls", () => {
  it("comes as long after the first mail as the policy says, in the person's language, each once", async () => {
    await nurtured();
    later(2.9);
    await run();
    expect(steps()).toEqual([]);
    later(0.2);
    await Promise.all([run(), run(), run()]);
    await run();
    expect(steps()).toHaveLength(1);
    later(7);
    await run();
    later(30);
    await run();
    expect(steps().map(({ subject, replyTo }) => [subject, replyTo])).toEqual([
      ["First em português", "marta@andina.example"],
      ["Second em português", "marta@andina.example"],
    ]);
    expect(await ended()).toBe("done");
    const [first] = steps();
    expect(first?.headers["list-unsubscribe"]).toContain(`<https://turno.example/unsubscribe/${await linkOf()}>`);
    expect(first?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    expect(first?.text).toContain("One.\n\nTwo.\n\n");
    expect(first?.text).toContain("https://a.example/x");
  });

  it("does not come several at once after an outage", async () => {
    await nurtured();
    later(40);
    await run();
    await run();
    later(1);
    await run();
    expect(steps()).toHaveLength(1);
    later(6.1);
    await run();
    expect(steps()).toHaveLength(2);
  });

  it("goes on where a run was cut off before or after its mail, and sends none twice", async () => {
    await nurtured();
    later(3.1);
    const { nurture } = tables;
    const cut = {
      due: nurture.due.bind(nurture),
      get: nurture.get.bind(nurture),
      claim: nurture.claim.bind(nurture),
      end: nurture.end.bind(nurture),
      unsubscribeUrl: nurture.unsubscribeUrl,
      settle: () => Promise.reject(new Error("cut off")),
    };
    expect(await followNurtured({ ...deps(), nurture: cut })).toMatchObject({ failed: 1 });
    expect(steps()).toHaveLength(1);
    later(0.1);
    await run();
    expect(steps()).toHaveLength(1);
    expect(await tables.nurture.get(id)).toMatchObject({ sent: 2 });
  });

  it("tries again what SES refused", async () => {
    await nurtured();
    later(3.1);
    ses.on(SendRawEmailCommand).rejects(Object.assign(new Error("refused"), { $metadata: { httpStatusCode: 503 } }));
    expect(await run()).toMatchObject({ mailed: 0, failed: 1 });
    const taken = keepMails(ses);
    later(0.1);
    expect(await run()).toMatchObject({ mailed: 1 });
    expect(taken).toHaveLength(1);
  });

  it("ends when the person unsubscribes", async () => {
    await nurtured();
    await unsubscribe(await linkOf(), true, "en", deps());
    later(3.1);
    await run();
    expect([steps(), await ended()]).toEqual([[], "unsubscribed"]);
  });

  it("ends when their address is suppressed, which is seen in the write that claims the mail", async () => {
    await nurtured();
    await tables.suppressions.add(`${id}@florarosa.example`, { at: clock.now, why: "asked", by: "marta" });
    later(3.1);
    await run();
    expect([steps(), await ended()]).toEqual([[], "suppressed"]);
  });

  it("ends when they send a request again", async () => {
    await nurtured();
    await tables.leads.create(aLead({ id: `${id}-again`, facts: { email: `${id}@florarosa.example` } }), {
      newest: id,
    });
    later(3.1);
    await run();
    expect([steps(), await ended()]).toEqual([[], "came-back"]);
  });

  it("ends when somebody says that they answered", async () => {
    await nurtured();
    await tables.nurture.end(id, "replied");
    later(3.1);
    await run();
    expect([steps(), await ended()]).toEqual([[], "replied"]);
  });

  it("ends when mails do not reach them", async () => {
    await nurtured();
    await tables.leads.update(id, (lead) => unreachable(lead, { at: clock.now, why: "bounced" }));
    later(3.1);
    await run();
    expect([steps(), await ended()]).toEqual([[], "unreachable"]);
  });

  it("does not begin for who can start alone", async () => {
    await nurtured("alone");
    later(3.1);
    await run();
    expect([steps(), await ended()]).toEqual([[], "done"]);
  });
});
