import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DigestStore } from "../../adapters/intake/digest-store.ts";
import { mailHeld } from "../../functions/mail-held/mail-held.ts";
import { holdSubmission } from "../../functions/submit-lead/hold-submission.ts";
import { aLead } from "../build/a-lead.ts";
import { keepMails } from "../build/sent-mails.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { ses, clock, deps: steps, mails } = useSteps(tables);
beforeAll(() => tables.open(roster));

const deps = () => ({ ...steps(), digests: new DigestStore(tables.client, "intake"), stage: "prod" });
const later = (minutes: number) => {
  clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString();
};
let person = 0;
let day = 0;
beforeEach(() => {
  // Each test has a week of its own.
  day += 7;
  clock.now = new Date(Date.UTC(2026, 10, 2 + day, 15)).toISOString();
});
/** Holds a submission, and waits until no other can be on its way to the table with an earlier time. */
async function holdOne(): Promise<string> {
  person += 1;
  const { facts } = aLead({ facts: { email: `digest${person}@empresa.example`, name: `Person ${person}` } });
  const { held } = tables;
  const kept = await holdSubmission({ facts, asWritten: [] }, `d${person}`, "trap", { held, now: () => clock.now });
  later(2);
  return kept.leadId;
}
const listed = () => mails().map(({ text }) => [...text.matchAll(/leads release (\w+)/g)].map(([, id]) => id));
/** A run whose mail SES refuses; answers the mails that it takes afterwards. */
async function refused() {
  ses.on(SendRawEmailCommand).rejects(Object.assign(new Error("refused"), { $metadata: { httpStatusCode: 400 } }));
  await expect(mailHeld(deps())).rejects.toThrow("held mail");
  later(15);
  return keepMails(ses);
}

describe("the digest of held submissions", () => {
  it("goes to the manager of the policy's default pool", async () => {
    const id = await holdOne();
    expect(await mailHeld(deps())).toBe(1);
    expect(mails()).toMatchObject([{ to: "marta@andina.example", kind: "held" }]);
    expect(mails()[0]?.text).toContain(`npm run turno -- leads release ${id} --stage prod`);
  });

  it("is not sent when nothing was held since the last one", async () => {
    await holdOne();
    await mailHeld(deps());
    later(3 * 24 * 60);
    expect(await mailHeld(deps())).toBe(0);
    expect(mails()).toHaveLength(1);
  });

  it("is sent once a day at most, and tells of each submission once", async () => {
    const ids = [await holdOne()];
    await mailHeld(deps());
    ids.push(await holdOne(), await holdOne());
    for (let quarter = 0; quarter < 94; quarter++) {
      await mailHeld(deps());
      later(15);
    }
    expect(mails()).toHaveLength(1);
    later(30);
    await mailHeld(deps());
    expect(listed().map((one) => one.toSorted())).toEqual([[ids[0]], ids.slice(1).toSorted()]);
  });

  it("leaves to the next what may still be on its way to the table", async () => {
    await holdOne();
    const late = clock.now;
    await mailHeld(deps());
    const { facts } = aLead({ facts: { email: "late@empresa.example" } });
    const { leadId } = await holdSubmission({ facts, asWritten: [] }, "late", "trap", { ...tables, now: () => late });
    later(24 * 60);
    await mailHeld(deps());
    expect(listed()[1]).toEqual([leadId]);
  });

  it("is sent once by runs at the same moment, and rings no alarm of uncertain mails", async () => {
    await holdOne();
    const told = await Promise.all(Array.from({ length: 6 }, () => mailHeld(deps())));
    expect(told.toSorted()).toEqual([0, 0, 0, 0, 0, 1]);
    expect(mails()).toHaveLength(1);
  });

  it("is sent by a later run when the first is cut off before it was sent, by one of two at once", async () => {
    const id = await holdOne();
    const mailer = { send: () => Promise.reject(new Error("cut off")) };
    await expect(mailHeld({ ...deps(), mailer })).rejects.toThrow("cut off");
    later(5);
    expect(await mailHeld(deps())).toBe(0);
    later(10);
    await holdOne();
    await Promise.all([mailHeld(deps()), mailHeld(deps())]);
    expect(listed()).toEqual([[id]]);
    later(24 * 60);
    await mailHeld(deps());
    expect(listed()).toHaveLength(2);
  });

  it("is not sent again when the run is cut off after it was sent", async () => {
    await holdOne();
    const digests = deps().digests;
    let writes = 0;
    const cutOff = {
      last: () => digests.last(),
      replace: (...states: Parameters<DigestStore["replace"]>) => {
        writes += 1;
        return writes === 1 ? digests.replace(...states) : Promise.reject(new Error("cut off"));
      },
    };
    await expect(mailHeld({ ...deps(), digests: cutOff })).rejects.toThrow("cut off");
    later(15);
    await mailHeld(deps());
    expect(mails()).toHaveLength(1);
    expect(await digests.last()).toMatchObject({ open: false });
  });

  it("is sent by the next run when SES refuses it", async () => {
    await holdOne();
    const taken = await refused();
    expect(await mailHeld(deps())).toBe(1);
    expect(taken).toHaveLength(1);
  });

  it("is not sent when all was discarded before it could be", async () => {
    await holdOne();
    const taken = await refused();
    for (const one of await tables.held.all(clock.now)) await tables.held.discard(one);
    expect(await mailHeld(deps())).toBe(0);
    expect(taken).toEqual([]);
    expect(await deps().digests.last()).toMatchObject({ open: false });
  });

  it("stays due while no pool has an active manager", async () => {
    await holdOne();
    const reps = { all: async () => [] };
    await expect(mailHeld({ ...deps(), reps })).rejects.toThrow("no pool has an active manager");
    expect(await mailHeld(deps())).toBe(1);
  });
});
