import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startSchedules } from "../../local/schedules.ts";

const schedules = [{ name: "sweep", functionArn: "sweep", everySeconds: 60, input: {} }];
const invoke = vi.fn(async () => ({ ok: true as const, payload: {}, milliseconds: 1 }));
const begin = (atOnce: boolean) =>
  startSchedules(schedules as never, { invoke, now: Date.now, speed: 60, region: "us-east-1", atOnce });

beforeEach(() => {
  vi.useFakeTimers();
  invoke.mockClear();
});
afterEach(() => vi.useRealTimers());

describe("the schedules of a local run", () => {
  it("have nothing to catch up on in a new run, and run at their rate on Turno's clock", async () => {
    const { stop } = begin(false);
    await vi.advanceTimersByTimeAsync(900);
    expect(invoke).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1200);
    expect(invoke).toHaveBeenCalledTimes(2);
    stop();
  });

  it("run at once in a run that goes on, for what fell due while it stood, and when the clock is put forward", () => {
    const { stop } = begin(true);
    expect(invoke).toHaveBeenCalledTimes(1);
    stop();
    const other = begin(false);
    other.runAll();
    expect(invoke).toHaveBeenCalledTimes(2);
    other.stop();
  });
});
