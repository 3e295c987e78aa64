import { describe, expect, it } from "vitest";
import { referenceIssues } from "../../policy/read/policy-references.ts";
import { applyOffer, type Board, balancesOf, boardOf, releasePlace } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { decideLead } from "../../routing/decide.ts";
import { close } from "../../routing/lead/close-lead.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { answered, offered } from "../../routing/lead/move-lead.ts";
import { withoutLeavers } from "../../routing/ledger/ledger-change.ts";
import { relationsOf } from "../../routing/match-account.ts";
import { givenBack } from "../../routing/offers/give-back.ts";
import { turnOrder } from "../../routing/offers/turn-order.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { renewed } from "../../routing/renew-lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

// What the tests of other products say that leads come to. Each row is run through Turno: most come to the same, and the
// rows `otherwise` say why ours is another answer.

const monday = "2026-11-02T15:00:00.000Z";
const minutes = (after: number) => new Date(Date.parse(monday) + after * 60_000).toISOString();

/** Members of the pool `all` with room for many leads. */
const team = (...reps: (string | (Partial<RepState> & { id: string }))[]): RepState[] =>
  reps.map((rep) => aRep({ capacity: 999, pools: { all: 1 }, ...(typeof rep === "string" ? { id: rep } : rep) }));
const rules = (of: object = {}, pool: object = {}): Policy => {
  const pools = { all: { manager: "marta", ...pool } };
  return aPolicy({
    ...{ lanes: [{ lane: "sales", when: {}, action: "route", because: "All" }], attempts: 9, rules: [] },
    ...{ pools, otherwise: { pools: ["all"] }, qualification: {} },
    ...of,
  } as never);
};
const three = team("ana", "beto", "caro");
const two = team("ana", "beto");

/** Who a lead goes to, or what becomes of it; it is then theirs on the board. */
function give(board: Board, policy: Policy, lead: object = {}, at = monday): string {
  const decision = decideLead(aLead(lead as never), policy, board, at);
  if (!("choice" in decision)) return decision.kind;
  if (decision.choice.kind !== "offer") {
    return decision.choice.kind === "escalate" ? decision.choice.cause : decision.choice.kind;
  }
  applyOffer(board, decision.choice);
  return decision.choice.offer.repId;
}
const on = (reps: readonly RepState[], balances: Record<string, number> = {}) =>
  boardOf(reps, new Map([["all", balances]]));
const turns = (count: number, policy: Policy, reps: readonly RepState[], lead: object = {}): string[] => {
  const board = on(reps);
  return Array.from({ length: count }, (_, n) => give(board, policy, { id: `lead-${n}`, ...lead }));
};
const counts = (owners: readonly string[]): string =>
  [...new Set(owners)]
    .sort()
    .map((id) => `${id} ${owners.filter((owner) => owner === id).length}`)
    .join(", ");
const sizes = (owners: readonly string[]): string =>
  [...Map.groupBy(owners, (id) => id).values()]
    .map(({ length }) => length)
    .sort()
    .join(" ");
const share = 1_000_000_000;
const away = { shifts: [{ weekday: 2, start: 600, end: 1080 }] };
const inTwoPools = (pools: Record<string, object>, of: object = {}) =>
  rules({
    pools: Object.fromEntries(Object.entries(pools).map(([id, pool]) => [id, { manager: "marta", ...pool }])),
    otherwise: { pools: Object.keys(pools) },
    ...of,
  });

interface Row {
  scenario: string;
  /** What it comes to in Turno. */
  comesTo: unknown;
  run: () => unknown;
  /** What is expected elsewhere, and why ours is another. */
  otherwise?: { expected: string; why: string };
}

const turnRows: Row[] = [
  {
    scenario: "three in turn; two leads are closed, and the third is still next",
    comesTo: [true, 3],
    run: () => {
      const board = on(three);
      const first = [give(board, rules()), give(board, rules())];
      for (const repId of first) releasePlace(board, { repId });
      const order = [...first, give(board, rules()), give(board, rules())];
      return [order[3] === order[0], new Set(order).size];
    },
  },
  {
    scenario: "fifty leads at once go strictly in turn",
    comesTo: "16 17 17",
    run: () => sizes(turns(50, rules(), three)),
  },
  {
    scenario: "two hundred at the same instant all have somebody",
    comesTo: "66 67 67",
    run: () => sizes(turns(200, rules(), three)),
  },
  {
    scenario: "four leads, two people: two each",
    comesTo: ["ana", "beto", "ana", "beto"],
    run: () => turns(4, rules(), two),
  },
  {
    scenario: "weights 1 and 2: five leads are two and three",
    comesTo: "ana 2, beto 3",
    run: () => counts(turns(5, rules(), team("ana", { id: "beto", pools: { all: 2 } }))),
  },
  {
    scenario: "with exactly their shares at weights of 3 and 2, the heavier is next",
    comesTo: "beto",
    run: () => give(on(team({ id: "ana", pools: { all: 2 } }, { id: "beto", pools: { all: 3 } })), rules()),
  },
  {
    scenario: "somebody was away while the other got two: nothing is made up for",
    comesTo: ["ana", "ana", "ana", "beto"],
    run: () => {
      const board = on(team("ana"));
      const alone = [give(board, rules()), give(board, rules())];
      const both = on(two, balancesOf(board, "all"));
      return [...alone, give(both, rules()), give(both, rules())];
    },
  },
  {
    scenario: "a newcomer is not owed what was given before they came: of the next four each gets two",
    comesTo: "ana 2, beto 2",
    run: () => counts(turns(4, rules(), two)),
  },
  {
    scenario: "thirty teams of the same two people, one lead each: about as many for both",
    comesTo: true,
    run: () => {
      const names = Array.from({ length: 30 }, (_, n) => `team-${n}`);
      const both = team(
        ...["ana", "beto"].map((id) => ({ id, pools: Object.fromEntries(names.map((name) => [name, 1])) })),
      );
      const first = names.map((name) => give(boardOf(both, new Map()), inTwoPools({ [name]: {} })));
      const ana = first.filter((id) => id === "ana").length;
      return ana >= 10 && ana <= 20;
    },
  },
  {
    scenario: "two offices get as many, although one opens an hour earlier",
    comesTo: true,
    run: () => {
      const policy = rules({}, { fairness: "equal-counts" });
      const shifts = (from: number) =>
        [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: from * 60, end: (from + 10) * 60 }));
      const board = on(
        team({ id: "ana", timeZone: "UTC", shifts: shifts(7) }, { id: "beto", timeZone: "UTC", shifts: shifts(8) }),
      );
      const owners = Array.from({ length: 130 }, (_, n) =>
        give(board, policy, {}, new Date(Date.parse("2026-11-02T00:00:00Z") + n * 50 * 60_000).toISOString()),
      );
      const [ana, beto] = ["ana", "beto"].map((id) => owners.filter((owner) => owner === id).length);
      return Math.abs((ana ?? 0) - (beto ?? 9)) <= 1;
    },
  },
  {
    scenario: "of equal counts, whoever got a lead longest ago is next",
    comesTo: "ana",
    run: () => give(on(two, {}), rules()),
    otherwise: {
      expected: "beto, where Ana had the latest",
      why: "a ledger keeps what is owed, and no times: of equals the pool's name decides, in each pool another one",
    },
  },
  {
    scenario: "somebody four leads ahead of the least, of whom nobody else is there, is offered nothing",
    comesTo: "ana",
    run: () => give(on(team("ana", { id: "beto", ...away }), { ana: -4 * share, beto: 4 * share }), rules()),
    otherwise: { expected: "nobody", why: "a lead does not wait for fairness, and who is away is owed nothing for it" },
  },
  {
    scenario: "what was taken from somebody who declined does not count as theirs",
    comesTo: ["beto", "beto"],
    run: () => {
      const board = on(two);
      const offer = chooseRep(aLead({ status: "ready", rule: { rule: "", pools: ["all"] } }), rules(), board, monday);
      if (offer.kind !== "offer") return offer.kind;
      applyOffer(board, offer);
      releasePlace(board, offer.offer);
      const declined = answered(
        offered(aLead({ status: "ready" }), [offer.offer], monday),
        1,
        "declined",
        minutes(1),
        "wrong-fit",
      );
      return [give(board, rules(), { ...declined }), give(board, rules())];
    },
    otherwise: {
      expected: "ana, who has nothing, is next",
      why: "a decline, for cause or not, is a turn until somebody else confirms the cause: else declining is a way to pick. Limit and ledger both say so",
    },
  },
];

const whoseRows: Row[] = [
  {
    scenario: "the user whom a field of the record names gets it, by id or mail address",
    comesTo: ["beto", "beto"],
    run: () => {
      const policy = rules({ rules: [{ rule: "By the CRM", when: {}, rep: { fact: "campaign" }, else: "next" }] });
      const reps = team("ana", { id: "beto", email: "beto@andina.example" });
      return ["beto", "BETO@andina.example"].map((campaign) => give(on(reps), policy, { facts: { campaign } }));
    },
  },
  {
    scenario: "the contact's owner is asked, although they are not one of those whom the form routes to",
    comesTo: "caro",
    run: () => {
      const policy = rules({ rules: [{ rule: "Owner", when: {}, rep: "owner", else: "next" }] });
      const reps = team("ana", { id: "caro", pools: {} });
      return give(on(reps), policy, { knownOwner: { repId: "caro", because: "account" } });
    },
  },
  {
    scenario: "the leads of an owner who has left go to the team of their own territory",
    comesTo: "beto",
    run: () => {
      const policy = inTwoPools(
        { north: {}, south: {} },
        {
          rules: [
            { rule: "Owner", when: {}, rep: "owner", else: "next" },
            { rule: "South", when: { country: "CL" }, pools: ["south"] },
          ],
        },
      );
      const reps = team({ id: "ana", pools: { north: 1 } }, { id: "beto", pools: { south: 1 } });
      return give(boardOf(reps, new Map()), policy, {
        facts: { country: "CL" },
        knownOwner: { repId: "zoe", because: "account" },
      });
    },
  },
  {
    scenario: "two people of one company, the first one's lead accepted: they belong together",
    comesTo: "beto",
    run: () =>
      relationsOf(aLead(), undefined, [{ leadId: "first", receivedAt: "1", ownerId: "beto" }], rules()).knownOwner
        ?.repId,
  },
  {
    scenario: "two people of one company within minutes, nobody has accepted yet: they belong together",
    comesTo: "ana",
    run: () =>
      relationsOf(aLead(), undefined, [{ leadId: "first", receivedAt: "1", askedId: "ana" }], rules()).knownOwner
        ?.repId,
  },
  {
    scenario: "somebody books again after the lead was closed: the same host",
    comesTo: "beto",
    run: () => {
      const { companyReps } = relationsOf(
        aLead(),
        undefined,
        [{ leadId: "old", receivedAt: "1", ownerId: "beto", closed: true }],
        rules(),
      );
      return give(on(two), rules({}, { prefer: ["same-company", "fairness"] }), { companyReps } as Partial<Lead>);
    },
  },
  {
    scenario: "somebody who has a lead gives it back: it goes to the next, and not back",
    comesTo: "beto",
    run: () => {
      const board = on(two);
      const choice = chooseRep(aLead({ status: "ready", rule: { rule: "", pools: ["all"] } }), rules(), board, monday);
      if (choice.kind !== "offer") return choice.kind;
      applyOffer(board, choice);
      const accepted = answered(offered(aLead({ status: "ready" }), [choice.offer], monday), 1, "accepted", minutes(1));
      const introduced: Lead = { ...accepted, status: "introduced" };
      const [offer] = introduced.offers;
      return offer && give(board, rules(), givenBack(introduced, offer, "no-time", "no-time", minutes(9)), minutes(9));
    },
  },
  {
    scenario: "whoever left drops out of the queue, and so do ids that nobody knows",
    comesTo: [["ana", "beto"], 0],
    run: () => {
      const after =
        withoutLeavers({ ana: 0, zoe: share, nobody: -share / 2, beto: -share / 2 }, [
          { repId: "ana", weight: 1 },
          { repId: "beto", weight: 1 },
        ])?.balances ?? {};
      return [Object.keys(after).sort(), Object.values(after).reduce((sum, one) => sum + one, 0)];
    },
  },
];

const ruleRows: Row[] = [
  {
    scenario: "of two rules that fit, the upper one decides",
    comesTo: "beto",
    run: () =>
      give(
        on(two),
        rules({
          rules: [
            { rule: "1", when: {}, rep: "beto", pools: ["all"] },
            { rule: "2", when: { country: "MX" }, rep: "ana", pools: ["all"] },
          ],
        }),
      ),
  },
  {
    scenario: "a record that no condition fits is given to nobody",
    comesTo: "nurtured",
    run: () => {
      const lanes = [
        { lane: "mail", when: { country: { is_not: "BR" } }, action: "nurture", because: "So" },
        { lane: "sales", when: {}, action: "route", because: "So" },
      ];
      return give(on(two), rules({ lanes }));
    },
  },
  {
    scenario: "a condition on a text looks past upper and lower case",
    comesTo: "beto",
    run: () =>
      give(
        on(two),
        rules({ rules: [{ rule: "Text", when: { message: { contains: "URGENT" } }, rep: "beto", pools: ["all"] }] }),
        { facts: { message: "It is urgent" } },
      ),
  },
  {
    scenario: "one rule for some days and another for the rest, each with its own people",
    comesTo: ["ana", "beto"],
    run: () => {
      const policy = inTwoPools(
        { early: {}, late: {} },
        {
          rules: [{ rule: "Early", when: { weekday: ["sunday", "monday", "tuesday"] }, pools: ["early"] }],
          otherwise: { pools: ["late"] },
        },
      );
      const reps = team({ id: "ana", pools: { early: 1 } }, { id: "beto", pools: { late: 1 } });
      const zone = { facts: { timeZone: "America/Mexico_City" } };
      return [monday, "2026-11-06T16:00:00.000Z"].map((at) => give(boardOf(reps, new Map()), policy, zone, at));
    },
  },
  {
    scenario: "nobody matches the main logic: the fallback is asked",
    comesTo: "beto",
    run: () =>
      give(
        boardOf(
          team({ id: "ana", pools: { main: 1 }, languages: ["pt"] }, { id: "beto", pools: { backup: 1 } }),
          new Map(),
        ),
        inTwoPools({ main: {}, backup: {} }),
      ),
  },
  {
    scenario: "somebody matches the main logic and is at work later: the fallback is not asked",
    comesTo: "wait",
    run: () => {
      const policy = inTwoPools(
        { main: {}, backup: {} },
        { rules: [{ rule: "Main", when: {}, pools: ["main", "backup"], before_next: "2d" }], max_wait: "3d" },
      );
      return give(
        boardOf(team({ id: "ana", pools: { main: 1 }, ...away }, { id: "beto", pools: { backup: 1 } }), new Map()),
        policy,
      );
    },
  },
  {
    scenario: "a round robin without anybody who could be assigned is refused when it is set up",
    comesTo: ['nobody active in the roster works in pool "all"'],
    run: () =>
      referenceIssues({ pools: { all: { manager: "marta" } } }, [
        aRep({ id: "marta", role: "manager", pools: {} }),
        aRep({ active: false, pools: { all: 1 } }),
      ]).flatMap(({ path, expected }) => (path[0] === "pools" ? [expected] : [])),
  },
  {
    scenario: "leads of two teams are shared by their capacity of 75 and 90",
    comesTo: "ana 75, beto 90",
    run: () => counts(turns(165, rules(), team({ id: "ana", pools: { all: 75 } }, { id: "beto", pools: { all: 90 } }))),
  },
  {
    scenario: "a rule shares its leads between two teams by their parts",
    comesTo: true,
    run: () => {
      const policy = inTwoPools(
        { north: {}, south: {} },
        { rules: [{ rule: "Both", when: {}, pools: ["north", "south"], split: { north: 75, south: 90 } }] },
      );
      const board = boardOf(team({ id: "ana", pools: { north: 1 } }, { id: "beto", pools: { south: 1 } }), new Map());
      const ana = Array.from({ length: 165 }, (_, n) => give(board, policy, { id: `l${n}` })).filter(
        (id) => id === "ana",
      ).length;
      return Math.abs(ana - 75) <= 20;
    },
    otherwise: {
      expected: "exactly 75 and 90",
      why: "the lead's own number decides, so that a claim writes one ledger; one pool of both teams is exact, as above",
    },
  },
];

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
        offers: ids.map((repId, n) => ({
          attempt: n + 1,
          repId,
          pool: "all",
          offeredAt: monday,
          expiresAt: monday,
          remindAt: [],
          reminded: 0,
          linkHashes: [],
          outcome: "declined" as const,
        })),
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
    scenario: "lost leads still count as new ones, those found invalid do not",
    comesTo: [true, false],
    run: () =>
      (["lost", "invalid"] as const).map((outcome) => {
        const offer = {
          attempt: 1,
          repId: "ana",
          pool: "all",
          offeredAt: monday,
          expiresAt: monday,
          remindAt: [],
          reminded: 0,
          linkHashes: [],
          outcome: "accepted" as const,
          countedIn: ["2026-11"],
        };
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
const nothing: Partial<LeadFacts> = {
  products: [],
  industry: undefined,
  useCase: undefined,
  country: undefined,
} as never;

describe.each([
  ["whose turn it is", turnRows],
  ["whose it is already", whoseRows],
  ["by which rule", ruleRows],
  ["who may have it", whoMayRows],
])("what users of other products expect: %s", (_, rows) => {
  it.each(rows)("$scenario", ({ run, comesTo, otherwise }) => {
    expect(run()).toEqual(comesTo);
    if (otherwise) expect([otherwise.expected, otherwise.why].every(Boolean)).toBe(true);
  });
});
