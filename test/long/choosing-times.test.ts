import { beforeAll, describe, expect, it } from "vitest";
import { chooseTime } from "../../functions/choose-time/choose-time.ts";
import { meetingEnd, meetingOf } from "../../routing/lead/meeting.ts";
import { aRep } from "../build/a-rep.ts";
import { choosing, monday, offeredOn, openedTimes, readyToChoose } from "../build/choosing.ts";
import { inexact } from "../build/exact-books.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const people = 100;
const reps = ["ana", "beto", "caro", "dani", "eli"];
/** Tuesday from 9 to 13: eight times each. */
const shifts = [{ weekday: 2, start: 9 * 60, end: 13 * 60 }];
const tables = useDatabase();
const { deps: steps, clock } = useSteps(tables);
const deps = () => ({ ...steps(), feed: async () => ({ kind: "failed", because: "too-slow" }) as const });

beforeAll(async () => {
  clock.now = monday;
  const limits = { capacity: 9, perDay: 20, effort: 40, pools: { all: 1 }, shifts };
  const roster = reps.map((id) => aRep({ id, email: `${id}@a.example`, ...limits }));
  const marta = aRep({ id: "marta", email: "marta@a.example", role: "manager", pools: {} });
  // Only one Tuesday lies within the days that are shown.
  await tables.open([...roster, marta], { ...choosing, choose: { ...choosing.choose, show: 5, days: 1 } });
});

describe("a hundred people at once", () => {
  it("share forty times of five reps: nobody has two at a time, every book is exact, and the others are told so", async () => {
    clock.now = monday;
    const links = await Promise.all(Array.from({ length: people }, (_, n) => readyToChoose(tables, `p-${n}`, monday)));
    /** Each takes whatever is shown first to them and still free, as often as it takes. */
    const tryOn = async (link: string, n: number): Promise<"has one" | "nothing left"> => {
      for (let look = 0; look < 60; look++) {
        const offered = offeredOn(await openedTimes(link, deps())).flatMap(({ rep, token, times }) =>
          times.filter((at) => at < "2026-11-04").map((at) => ({ rep, token, at })),
        );
        const pick = offered[(n * 7 + look * 13) % Math.max(1, offered.length)];
        if (!pick) return "nothing left";
        const page = await chooseTime(link, pick, "en", deps());
        if (page.statusCode === 303) return "has one";
        expect([409, 503]).toContain(page.statusCode);
      }
      throw new Error(`${link} never came to an end`);
    };
    const ends = await Promise.all(links.map(tryOn));
    expect(ends.filter((end) => end === "has one")).toHaveLength(40);
    const leads = await Promise.all(links.map((_, n) => tables.leads.load(`p-${n}`)));
    const meetings = leads.flatMap((lead) => meetingOf(lead) ?? []);
    expect(meetings).toHaveLength(40);
    for (const rep of reps) {
      const own = meetings.filter(({ repId }) => repId === rep).sort((a, b) => (a.at < b.at ? -1 : 1));
      expect(own).toHaveLength(8);
      for (const [n, { at }] of own.entries()) {
        const before = own[n - 1];
        if (before) expect(at >= meetingEnd(before)).toBe(true);
      }
    }
    expect(leads.filter(({ status }) => status === "accepted")).toHaveLength(40);
    expect(leads.filter(({ status }) => status === "ready")).toHaveLength(60);
    expect(await inexact(tables)).toEqual([]);
  });
});
