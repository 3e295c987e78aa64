import { describe, expect, it } from "vitest";
import { diagnose, type StageFacts } from "../../cli/doctor.ts";

const well: StageFacts = {
  stage: "dev",
  region: "eu-west-1",
  stacks: { "turno-dev-data": "CREATE_COMPLETE", "turno-dev-service": "UPDATE_COMPLETE" },
  bootstrap: 21,
  sender: { address: "sales@your.example", verified: ["your.example"] },
  quota: { perDay: 50_000, perSecond: 14, sent: 100 },
  sending: true,
  policy: { version: 3, secrets: [] },
  reps: 5,
  missingSecrets: [],
  malformedSecrets: [],
  alarms: { confirmed: 1, pending: [] },
};

const ill: [what: string, change: Partial<StageFacts>, mend: string][] = [
  ["bootstrap", { bootstrap: undefined }, "npx cdk bootstrap"],
  ["stacks", { stacks: { "turno-dev-data": "UPDATE_ROLLBACK_COMPLETE" } }, "npx cdk deploy --all -c stage=dev"],
  ["sender", { sender: { address: "a@b.example", verified: [] } }, "verify-email-identity --email-address a@b.example"],
  ["sandbox", { quota: { perDay: 200, perSecond: 1, sent: 0 } }, "put-account-details"],
  ["sending", { sending: false }, "update-account-sending-enabled"],
  ["policy", { policy: undefined }, "apply policy.yaml reps.csv --stage dev"],
  ["roster", { reps: 0 }, "reps import reps.csv --stage dev"],
  ["secrets", { missingSecrets: ["turno/dev/clearbit"] }, "create-secret --name turno/dev/clearbit"],
  [
    "receivers",
    { malformedSecrets: [{ name: "turno-dev/webhooks", because: "0.url: Invalid URL" }] },
    "put-secret-value --secret-id turno-dev/webhooks",
  ],
  ["alarms", { alarms: { confirmed: 0, pending: ["ops@your.example"] } }, "confirm"],
];

describe("the doctor", () => {
  it("finds nothing wrong with a stage that is well", () => {
    expect(diagnose(well).filter(({ state }) => state !== "fine")).toEqual([]);
  });

  it.each(ill)("says of %s alone what is wrong, and the command that mends it", (what, change, mend) => {
    const wrong = diagnose({ ...well, ...change }).filter(({ state }) => state !== "fine");
    expect(wrong).toMatchObject([{ what, state: "wrong", mend: expect.stringContaining(mend) }]);
  });

  it("asks to look when most of the day's mails are sent", () => {
    const quota = { perDay: 1000, perSecond: 5, sent: 900 };
    expect(diagnose({ ...well, quota }).find(({ what }) => what === "quota")?.state).toBe("look");
  });

  it("says what it could not ask, and why, in place of taking it for fine", () => {
    const refused = Object.assign(new Error("no"), { name: "AccessDenied" });
    const found = diagnose({ ...well, alarms: refused }).find(({ what }) => what === "alarms");
    expect(found).toMatchObject({ state: "unknown", detail: "could not be asked: AccessDenied" });
  });
});
