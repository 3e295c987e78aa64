import { load } from "cheerio";
import { afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Page } from "../../adapters/pages/page.ts";
import { timesNotice } from "../../adapters/pages/times-page.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { chooseTime, type Deps } from "../../functions/choose-time/choose-time.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { startedFollow } from "../../routing/follow/follow-up.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import { inexact } from "./exact-books.ts";
import type { Tables } from "./open-tables.ts";
import { useSteps } from "./steps.ts";
import { useTables } from "./tables.ts";

/** A policy with one pool, whose leads of high touch choose for themselves. */
export const choosing = aPolicy({
  pools: { all: { manager: "marta" } },
  rules: [],
  otherwise: { pools: ["all"] },
  effort: { "high-touch": { points: 2 } },
  choose: { lanes: ["high-touch"] },
});

/** A lead of high touch, ready for a rep, in the table, and the last part of its person's link. */
export async function readyToChoose(
  tables: Tables,
  id: string,
  now: string,
  more: Parameters<typeof aLead>[0] = {},
): Promise<string> {
  const { version } = await tables.policies.active();
  const lead = aLead({
    ...{ id, status: "ready", policyVersion: version, lane: { lane: "high-touch", because: "so" } },
    ...more,
    facts: { email: `${id}@florarosa.example`, ...more.facts },
  });
  await tables.leads.create(lead, undefined);
  return (await tables.links.create(id, now)).split("/you/")[1] ?? "";
}

/** The page as somebody opened it three seconds ago. */
export const openedTimes = (link: string, deps: Deps): Promise<Page> =>
  chooseTime(link, {}, "en", { ...deps, now: () => new Date(Date.parse(deps.now()) - 3000).toISOString() });

/** The reps of a page, each with the times that can be chosen, as they are sent. */
export function offeredOn({ html }: Page): { rep: string; token: string; times: string[] }[] {
  const $ = load(html);
  return $(".choosable form")
    .toArray()
    .map((form) => ({
      rep: $(form).find('[name="rep"]').attr("value") ?? "",
      token: $(form).find('[name="shown"]').attr("value") ?? "",
      times: $(form)
        .find('[name="at"]')
        .toArray()
        .map(({ attribs }) => attribs.value ?? ""),
    }));
}

/** Opens the page, reads for three seconds, and presses a rep's button with a time; follows where that leads. */
export async function choose(link: string, rep: string, at: string, deps: Deps): Promise<Page> {
  const token = load((await openedTimes(link, deps)).html)('[name="shown"]').attr("value") ?? "";
  return followed(link, await chooseTime(link, { token, rep, at }, "en", deps), deps);
}

/** Opens the page and cancels the meeting. */
export async function cancelMeeting(link: string, deps: Deps): Promise<Page> {
  const token = load((await openedTimes(link, deps)).html)('[name="shown"]').attr("value") ?? "";
  return followed(link, await chooseTime(link, { token, cancel: true }, "en", deps), deps);
}

async function followed(link: string, page: Page, deps: Deps): Promise<Page> {
  if (page.statusCode !== 303) return page;
  const to = new URL(page.headers.Location ?? "", `https://turno.example/you/${link}/times`);
  if (to.pathname !== `/you/${link}/times`) return page;
  return chooseTime(link, { notice: timesNotice(to.searchParams.get("said") ?? "") }, "en", deps);
}

/** Monday 10:00 in Mexico City. */
export const monday = "2026-11-02T16:00:00.000Z";
/** The reps of the pool. */
export const ids = ["ana", "beto", "caro", "dani"];

type Feed = Awaited<ReturnType<Deps["feed"]>>;

/** A company whose leads choose for themselves; after each test its books are exact. */
export function useChoosing() {
  const tables = useTables();
  const { deps: steps, mails, woken, clock } = useSteps(tables);
  const calendar: { answer: Feed } = { answer: { kind: "failed", because: "too-slow" } };
  const deps = () => ({ ...steps(), feed: async () => calendar.answer });
  const limits = { capacity: 50, perDay: 100, effort: 200, pools: { all: 1 } };
  const roster = [
    ...ids.map((id) => aRep({ id, name: `${id} Ruiz`, email: `${id}@a.example`, ...limits })),
    aRep({ id: "eli", email: "eli@a.example", ...limits, calendarFeed: "https://calendar.example/eli", pools: {} }),
    aRep({ id: "marta", email: "marta@a.example", role: "manager", pools: {} }),
  ];
  beforeAll(() => tables.open(roster, choosing));
  beforeEach(() => {
    clock.now = monday;
    calendar.answer = { kind: "failed", because: "too-slow" };
  });
  afterEach(async () => expect(await inexact(tables)).toEqual([]));

  let made = 0;
  /** A new lead that came as far as this by the real steps, and the last part of its person's link. */
  async function aLeadThatIs(status: Lead["status"], more: Parameters<typeof readyToChoose>[3] = {}) {
    made += 1;
    const id = `lead-${made}`;
    const link = await readyToChoose(tables, id, clock.now, more);
    if (status === "escalated") {
      await escalateLead({ leadId: id, context: { cause: "fault" } }, deps());
      await offerLead({ leadId: id, token: `token of ${id}` }, deps());
    }
    if (status === "offered") {
      await chooseRep({ leadId: id }, deps());
      await offerLead({ leadId: id, token: `token of ${id}` }, deps());
    }
    return { id, link };
  }
  const free = async (link: string) => offeredOn(await openedTimes(link, deps()));
  return {
    tables,
    deps,
    mails,
    woken,
    clock,
    calendar,
    aLeadThatIs,
    free,
    /** The rep who is shown first, and their first time. */
    firstOf: async (link: string) => {
      const [shown] = await free(link);
      return { rep: shown?.rep ?? "", at: shown?.times[0] ?? "" };
    },
    /** A time that is free of a rep on this page, the nth. */
    freeTime: async (link: string, rep: string, n = 0): Promise<string> => {
      const found = (await free(link)).find((one) => one.rep === rep)?.times[n];
      if (!found) throw new Error(`${rep} has no time ${n}`);
      return found;
    },
    /** The cells that a rep holds for a lead. */
    heldFor: async (rep: string, leadId: string) => {
      const [first = 0] = cellsOf({ start: Date.parse(monday), end: Date.parse(monday) + 1 });
      const held = (await tables.holds.between(first, first + 96 * 14)).get(rep) ?? new Map<number, string>();
      return [...held].filter(([, holder]) => holder === leadId);
    },
    balances: async () => (await tables.ledgers.of(["all"])).get("all")?.balances ?? {},
    /** Has the workflow tell both, and begin to follow what the owner does. */
    introduced: async (id: string): Promise<void> => {
      await introduceRep({ leadId: id }, deps());
      await tables.leads.update(id, async (lead) => {
        const owner = await tables.reps.get(lead.ownerId ?? "");
        return lead.follow || !owner ? undefined : { ...lead, follow: startedFollow(lead, owner, choosing, clock.now) };
      });
    },
  };
}

/** What a person reads of a page. */
export const readPage = ({ html }: Pick<Page, "html">): string => load(html)("main").text().replaceAll(/\s+/g, " ");
