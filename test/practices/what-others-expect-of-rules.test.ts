import { referenceIssues } from "../../policy/read/policy-references.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { aRep } from "../build/a-rep.ts";
import {
  away,
  counts,
  expectRows,
  give,
  inTwoPools,
  monday,
  on,
  type Row,
  rules,
  team,
  turns,
  two,
} from "../build/expected-elsewhere.ts";

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

expectRows({ "by which rule": ruleRows });
