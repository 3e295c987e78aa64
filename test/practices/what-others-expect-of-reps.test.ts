import { boardOf, releasePlace } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { close } from "../../routing/lead/close-lead.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { answered, offered } from "../../routing/lead/move-lead.ts";
import { turnOrder } from "../../routing/offers/turn-order.ts";
import { renewed } from "../../routing/renew-lead.ts";
import { assess } from "../../routing/score.ts";
import { aLead } from "../build/a-lead.ts";
import {
  anOffer,
  away,
  counts,
  expectRows,
  give,
  inTwoPools,
  minutes,
  monday,
  on,
  type Row,
  rules,
  team,
  turns,
  two,
} from "../build/expected-elsewhere.ts";

const whoMayRows: Row[] = [
  {
    scenario: "archived members and those with a maximum of 0 get nothing",
    comesTo: "caro 4",
    run: () => counts(turns(4, rules(), team({ id: "ana", active: false }, { id: "beto", capacity: 0 }, "caro"))),
  },
  {
    scenario: "nobody is online: it is assigned to nobody yet",
    comesTo: "wait",
    run: () => give(on(team({ id: "ana", ...away })), rules({ max_wait: "9d" })),
  },
  {
    scenario: "a round robin that does not look at hours assigns at the weekend",
    comesTo: "ana",
    run: () => give(on(team("ana")), rules({}, { hours: "any" }), {}, "2026-11-07T12:00:00.000Z"),
  },
  {
    scenario: "five people, three of them busy: the other two in turn",
    comesTo: ["dora", "emma"],
    run: () =>
      turns(
        2,
        rules(),
        team(...["ana", "beto", "caro"].map((id) => ({ id, capacity: 1, openLeads: 1 })), "dora", "emma"),
      ),
  },
  {
    scenario: "of five only two are allowed for these",
    comesTo: "beto 2, caro 2",
    run: () =>
      counts(turns(4, rules(), team({ id: "ana", pools: {} }, "beto", "caro", { id: "dora", pools: { other: 1 } }))),
  },
  {
    scenario: "two wait, there is room for one: the one that waits longest",
    comesTo: true,
    run: () =>
      turnOrder({ id: "b", receivedAt: minutes(0), priority: undefined }) <
      turnOrder({ id: "a", receivedAt: minutes(1), priority: undefined }),
  },
  {
    scenario: "what waits longer than a day goes to no agent any more, but to the manager",
    comesTo: "nobody-available",
    run: () => give(on(team({ id: "ana", ...away })), rules(), { waitingSince: minutes(-1440) }),
  },
  {
    scenario: "least busy: what is closed does not count",
    comesTo: "ana",
    run: () => {
      const board = on(team({ id: "ana", openLeads: 2 }, { id: "beto", openLeads: 1 }));
      for (const repId of ["ana", "ana"]) releasePlace(board, { repId });
      return give(board, rules({}, { prefer: ["least-loaded"] }));
    },
  },
  {
    scenario: "a partner who declined a lead is not offered it again, and everybody was asked",
    comesTo: ["beto", "everybody-asked"],
    run: () => {
      const asked = (...ids: string[]) => ({
        offers: ids.map((repId, n) => anOffer(repId, "declined", { attempt: n + 1 })),
      });
      return [give(on(two), rules(), asked("ana")), give(on(two), rules(), asked("ana", "beto"))];
    },
  },
  {
    scenario: "the form names two products: anybody who knows one of them may have it",
    comesTo: "ana",
    run: () =>
      give(
        on(team({ id: "ana", products: ["crm"] }, { id: "beto", products: ["billing"] })),
        rules({}, { needs: ["product"], several: "any" }),
        { facts: { products: ["crm", "billing"] } },
      ),
  },
  {
    scenario: "preferred people come first, but are never more than 3 leads ahead of the others (20 leads)",
    comesTo: "ana 11, beto 9",
    run: () =>
      counts(
        turns(
          20,
          rules({}, { prefer: ["best-performer"], most_ahead: 1.5 }),
          team({ id: "ana", won: 9, lost: 1 }, { id: "beto", won: 1, lost: 9 }),
        ),
      ),
  },
  {
    scenario: "one of three prefers tagged leads (8 of 11): gets 5, all of them tagged; the others 3 each",
    comesTo: [5, 5, 3, 3],
    run: () => {
      const policy = rules({}, { prefer: ["specialist"], most_ahead: 1.5 });
      const board = on(team({ id: "ana", products: ["crm"] }, "beto", "caro"));
      const owners = Array.from({ length: 11 }, (_, n) => ({
        tagged: n % 4 !== 3,
        id: give(board, policy, { facts: { ...nothing, products: n % 4 !== 3 ? ["crm"] : [] } }),
      }));
      const of = (id: string) => owners.filter((one) => one.id === id);
      return [of("ana").length, of("ana").filter(({ tagged }) => tagged).length, of("beto").length, of("caro").length];
    },
  },
  {
    scenario: "whoever opens it first has it, and the other's is taken",
    comesTo: ["beto", ["taken", "accepted"]],
    run: () => {
      const choice = chooseRep(
        aLead({ status: "ready", rule: { rule: "", pools: ["all"] } }),
        rules({}, { show_to: 2 }),
        on(two),
        monday,
      );
      if (choice.kind !== "offer" || !choice.round) return choice.kind;
      const lead = answered(
        offered(aLead({ status: "ready" }), choice.round.offers, monday),
        2,
        "accepted",
        minutes(1),
      );
      return [lead.ownerId, lead.offers.map(({ outcome }) => outcome)];
    },
  },
  {
    scenario: "a day's counts begin at the rep's own midnight",
    comesTo: ["wait", "ana"],
    run: () => {
      const rep = {
        id: "ana",
        timeZone: "America/Sao_Paulo",
        perDay: 1,
        given: { "2026-11-02": 1 },
        shifts: [1, 2, 3].map((weekday) => ({ weekday, start: 0, end: 1440 })),
      };
      return ["2026-11-03T02:00:00.000Z", "2026-11-03T03:30:00.000Z"].map((at) => give(on(team(rep)), rules(), {}, at));
    },
    otherwise: {
      expected: "midnight UTC",
      why: "UTC would begin the day at 21:00 in São Paulo, in the middle of a shift",
    },
  },
  {
    scenario: "45 leads a month are about two a day",
    comesTo: ["ana 45, wait 15", "ana 2, wait 58"],
    run: () =>
      [{ perMonth: 45 }, { perMonth: 45, perDay: 2 }].map((limits) =>
        counts(turns(60, rules({ max_wait: "9d" }), team({ id: "ana", ...limits }))),
      ),
    otherwise: {
      expected: "2 of 60 leads of one day",
      why: "a month's limit does not pace; a day's beside it says so",
    },
  },
  {
    scenario: "at most five in any sixty minutes; older ones count no more",
    comesTo: ["ana 5, wait 1", "wait", "ana"],
    run: () => {
      const board = on(team({ id: "ana", perHour: 5 }));
      const first = Array.from({ length: 6 }, (_, n) => give(board, rules({ max_wait: "9d" }), {}, minutes(n)));
      return [counts(first), ...[59, 60].map((after) => give(board, rules({ max_wait: "9d" }), {}, minutes(after)))];
    },
  },
  {
    scenario: "one person is in two teams, with a maximum in each: 15 a month in one, 30 in the other",
    comesTo: ["ana 15, wait 45", "ana 30, wait 30"],
    run: () => {
      const limits = { north: { per_rep: { month: 15 } }, south: { per_rep: { month: 30 } } };
      const board = boardOf(team({ id: "ana", pools: { north: 1, south: 1 } }), new Map());
      return Object.keys(limits).map((pool) => {
        const policy = inTwoPools(limits, { otherwise: { pools: [pool] }, max_wait: "9d" });
        return counts(Array.from({ length: 60 }, () => give(board, policy)));
      });
    },
  },
  {
    scenario: "nobody answered: those who did not are asked once more, whoever said no is not",
    comesTo: "beto",
    run: () => {
      const policy = rules({ after_attempts: { again: 1 } });
      const lapsed = { ...anOffer("beto", "declined", { attempt: 2 }), outcome: "lapsed" as const };
      return give(on(two), policy, { offers: [anOffer("ana", "declined"), lapsed] });
    },
  },
  {
    scenario: "points for what somebody did add up, up to a limit, and fade",
    comesTo: [20, 15],
    run: () => {
      const behaviour = [{ event: "webinar", give: 10, at_most: 2, half_life: "30d" }];
      const policy = rules({ score: [{ dimension: "engagement", max: 50, behaviour }] });
      const at = (days: number) => ({ event: "webinar", at: `${minutes(-1440 * days).slice(0, 19)}Z` });
      return [
        [at(0), at(0.1), at(0.2)],
        [at(30), at(0)],
      ].map((events) => assess(aLead({ facts: { events } }), policy, monday).score.total);
    },
  },
  {
    scenario: "lost leads still count as new ones, those found invalid do not",
    comesTo: [true, false],
    run: () =>
      (["lost", "invalid"] as const).map((outcome) => {
        const offer = anOffer("ana", "accepted", { countedIn: ["2026-11"] });
        const lead = aLead({ status: "introduced", ownerId: "ana", offers: [offer] });
        return close(lead, { outcome, at: minutes(9), by: "ana" }).lead.offers[0]?.countedIn !== undefined;
      }),
  },
  {
    scenario: "a cold lead waits, then its person writes that it is urgent: it is reckoned anew",
    comesTo: "hot",
    run: () =>
      renewed(aLead({ status: "waiting", stale: true, facts: { urgency: "now" } }), rules(), monday).priority?.level,
  },
];
const nothing: Partial<Lead["facts"]> = {
  products: [],
  industry: undefined,
  useCase: undefined,
  country: undefined,
} as never;

expectRows({ "who may have it": whoMayRows });
