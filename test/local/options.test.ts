import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createFaults } from "../../local/faults.ts";
import { duringSampleHours, readOptions } from "../../local/options.ts";

describe("the options of the local run", () => {
  it("have defaults, also for variables set to nothing", () => {
    expect(readOptions({ TURNO_PORT: "" })).toMatchObject({
      dataDir: resolve(".turno"),
      port: 3000,
      speed: 1,
      past: true,
      faults: "",
      dynamoDbUrl: undefined,
    });
  });

  it.each([
    [{ TURNO_SPEED: "fast" }, /^TURNO_SPEED=fast: must be a number/],
    [{ TURNO_SPEED: "0.5" }, /^TURNO_SPEED=0.5: must be 1 or more/],
    [{ TURNO_PORT: "70000" }, /^TURNO_PORT=70000: /],
    [{ TURNO_PORT: "80.5" }, /^TURNO_PORT=80.5: must be a whole number/],
    [{ TURNO_DYNAMODB_URL: "somewhere" }, /^TURNO_DYNAMODB_URL=somewhere: must be a URL/],
    [{ TURNO_PAST: "some" }, /^TURNO_PAST=some: must be sample or none/],
    [{ TURNO_FAULTS: "choose-rep:explode" }, /^TURNO_FAULTS: "choose-rep:explode" is not/],
    [{ TURNO_FAULTS: "ses:throw" }, /^TURNO_FAULTS: "ses:throw" is not <target>:<throttle\|refuse\|fail\|drop-after>/],
    [{ TURNO_FAULTS: "ses:fail:none" }, /^TURNO_FAULTS: "ses:fail:none" must happen 1 time or more/],
  ])("name the variable that is wrong: %j", (env, message) => {
    expect(() => readOptions(env)).toThrow(message);
  });
});

describe("injected faults", () => {
  it("happen as often as they say, to the function that they name, whatever stage is in its name", () => {
    const faults = createFaults("choose-rep:throw:2:Contention, ses:refuse");
    expect(faults.take("turno-local-choose-rep", "throw")?.error).toBe("Contention");
    expect(faults.take("turno-local-offer-lead", "throw")).toBeUndefined();
    expect(faults.take("choose-rep", "throw")).toBeDefined();
    expect(faults.take("choose-rep", "throw")).toBeUndefined();
  });

  it("of every function leave mails and transactions alone", () => {
    const faults = createFaults("*:twice");
    expect(faults.take("offer-lead", "twice")).toBeDefined();
    expect(faults.take("ses", "refuse")).toBeUndefined();
    expect(faults.take("dynamodb", "twice")).toBeUndefined();
    expect(createFaults("dynamodb:twice").take("dynamodb", "twice")).toBeDefined();
  });

  it("can be replaced", () => {
    const faults = createFaults("ses:refuse");
    faults.set("ses:fail:1");
    expect(faults.take("ses", "refuse")).toBeUndefined();
    expect(faults.take("ses", "fail")).toBeDefined();
  });
});

describe("the clock of a new data folder", () => {
  it.each([
    ["the real time while the sample company is at work", "2026-11-23T15:20:00.000Z", "2026-11-23T15:20:00.000Z"],
    ["the same day's start before that", "2026-11-23T04:00:00.000Z", "2026-11-23T14:00:00.000Z"],
    ["the next day's start after that", "2026-11-24T21:00:00.000Z", "2026-11-25T14:00:00.000Z"],
    ["Monday on a weekend", "2026-11-27T20:00:00.000Z", "2026-11-30T14:00:00.000Z"],
  ])("shows %s", (_, real, start) => {
    expect(new Date(duringSampleHours(Date.parse(real))).toISOString()).toBe(start);
  });
});
