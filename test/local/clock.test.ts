import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { openClock } from "../../local/clock.ts";
import { freshFolder } from "./fixtures/toy-assembly.ts";

const seconds = 1000;
const hours = 3_600_000;
const noon = Date.parse("2026-05-04T12:00:00Z");

/** A clock file, and a real time that the test moves. */
function aClock() {
  const file = join(freshFolder(), "clock.json");
  const real = { now: noon };
  return { real, open: (speed: number) => openClock(file, speed, { realNow: () => real.now }) };
}

describe("Turno's clock", () => {
  it("starts at the real time and shows it at speed 1", () => {
    const { real, open } = aClock();
    const clock = open(1);
    real.now += 90 * seconds;
    expect(clock.now()).toBe(noon + 90 * seconds);
    clock.close();
  });

  it("shows an hour per real minute at speed 60", () => {
    const { real, open } = aClock();
    const clock = open(60);
    real.now += 60 * seconds;
    expect(clock.now()).toBe(noon + hours);
    clock.close();
  });

  it("goes on after a stop where it stood, plus the real time of the pause", () => {
    const { real, open } = aClock();
    const before = open(60);
    real.now += 60 * seconds;
    before.close();
    real.now += 2 * hours;
    const after = open(1);
    expect(after.now()).toBe(noon + 3 * hours);
    real.now += 5 * seconds;
    expect(after.now()).toBe(noon + 3 * hours + 5 * seconds);
    after.close();
  });

  it("always shows the real time at speed 1, through stops and kills", () => {
    const { real, open } = aClock();
    const killed = open(1);
    real.now += 2 * seconds;
    expect(open(1).now()).toBe(real.now);
    killed.close();
    real.now += 9 * hours;
    expect(open(1).now()).toBe(real.now);
  });

  it("never goes backwards after a kill, when nobody wrote where it stopped", () => {
    const { real, open } = aClock();
    const killed = open(3600);
    real.now += 4 * seconds;
    const lastShown = killed.now();
    real.now += 20 * seconds;
    const after = open(3600).now();
    expect(after).toBeGreaterThanOrEqual(lastShown);
    expect(after).toBeLessThan(lastShown + hours + 60 * seconds);
  });
});

describe("Turno's clock, put forward", () => {
  it("is ahead for every thread at once, and after a stop", async () => {
    const { real, open } = aClock();
    const clock = open(60);
    const elsewhere = new Worker(
      `const { parentPort, workerData } = require("node:worker_threads");
       parentPort.on("message", () => parentPort.postMessage(workerData.ahead[0]));`,
      { eval: true, workerData: clock.anchor },
    );
    clock.putForward(10 * 60 * seconds);
    clock.putForward(hours);
    expect(clock.now()).toBe(noon + hours + 10 * 60 * seconds);
    elsewhere.postMessage("how far");
    expect(await new Promise((resolve) => elsewhere.once("message", resolve))).toBe(hours + 10 * 60 * seconds);
    await elsewhere.terminate();
    clock.close();
    real.now += hours;
    expect(open(1).now()).toBe(noon + 2 * hours + 10 * 60 * seconds);
  });
});

/** Runs a script with Turno's time in a thread; resolves to what it posts. */
function inThread(script: string, speed: number): Promise<unknown> {
  const url = new URL("../../local/step-functions/thread-time.ts", import.meta.url);
  const source = `
    const { parentPort } = require("node:worker_threads");
    const real = Date.now();
    import(${JSON.stringify(url.href)}).then(async ({ showTurnoTime, waitInTurnoTime }) => {
      showTurnoTime({ real, turno: Date.parse("2030-01-01T00:00:00Z"), speed: ${speed} });
      const endEarlier = waitInTurnoTime(${speed});
      parentPort.postMessage(await (async () => { ${script} })());
    });`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true });
    worker.once("message", (message) => worker.terminate().then(() => resolve(message)));
    worker.once("error", reject);
  });
}

describe("a thread in Turno's time", () => {
  it("sees it in every form of Date, and parses dates as ever", async () => {
    const seen = await inThread(
      `return [Date.now(), new Date().getTime(), Date.parse(Date()), new Date().constructor.now(), new Date(5).getTime(),
        new Date(2020, 1, 29).getDate(), Date.UTC(1970, 0, 1), new Date() instanceof Date, typeof Date(),
        Object.prototype.toString.call(new (class extends Date {})())]`,
      1,
    );
    const year = (ms: unknown) => new Date(ms as number).getUTCFullYear();
    const [now, made, called, constructed, ...rest] = seen as unknown[];
    expect([now, made, called, constructed].map(year)).toEqual([2030, 2030, 2030, 2030]);
    expect(rest).toEqual([5, 29, 0, true, "string", "[object Date]"]);
  });

  it("waits in it, longer than a Node timer can, and can be cancelled", async () => {
    const days = 24 * 60 * 60 * 1000;
    const seen = await inThread(
      `const began = Date.now();
       const stopped = setTimeout(() => { throw new Error("fired") }, ${40 * days});
       const never = setTimeout(() => { throw new Error("fired") }, ${40_000 * days});
       clearTimeout(stopped);
       const args = await new Promise((resolve) => setTimeout((...all) => resolve(all), ${30 * days}, "a", 1));
       clearTimeout(never);
       await new Promise((resolve) => setTimeout(resolve, ${15 * days}));
       return [args, (Date.now() - began) / ${days}];`,
      30_000_000,
    );
    const [args, waited] = seen as [unknown[], number];
    expect(args).toEqual(["a", 1]);
    // Node's timers count whole milliseconds, each a third of a day at this speed.
    expect(waited).toBeGreaterThan(44);
  });

  it("waits so much less when the clock is put forward, in the order of what is due, and ends what is over", async () => {
    const hour = 3_600_000;
    const seen = await inThread(
      `const ended = [];
       const all = Promise.all([[2, "b"], [1, "a"]].map(([hours, name]) =>
         new Promise((resolve) => setTimeout(() => { ended.push(name); resolve(); }, hours * ${hour}))));
       const far = setTimeout(() => ended.push("far"), ${100_000 * hour});
       const cancelled = setTimeout(() => ended.push("cancelled"), ${hour});
       clearTimeout(cancelled);
       endEarlier(${3 * hour});
       await all;
       clearTimeout(far);
       endEarlier(${200_000 * hour});
       await new Promise((resolve) => setTimeout(resolve, 1));
       return ended;`,
      1,
    );
    expect((seen as string[]).toSorted()).toEqual(["a", "b"]);
  });
});
