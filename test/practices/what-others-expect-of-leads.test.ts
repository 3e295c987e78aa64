import { learn } from "../../policy/learn/learn.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { applyOffer, balancesOf, boardOf, releasePlace } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { handle } from "../../routing/follow/hands-on.ts";
import { canonicalAddress } from "../../routing/lead/canonical-address.ts";
import { close } from "../../routing/lead/close-lead.ts";
import { merge } from "../../routing/lead/merge-lead.ts";
import { samePersonAs } from "../../routing/lead/same-person.ts";
import { applyChanges, correctionOf } from "../../routing/ledger/ledger-change.ts";
import { relationsOf } from "../../routing/match-account.ts";
import { aLead } from "../build/a-lead.ts";
import { aRep } from "../build/a-rep.ts";
import {
  anOffer,
  counts,
  expectRows,
  give,
  inTwoPools,
  minutes,
  monday,
  on,
  type Row,
  rules,
  share,
  team,
  three,
  turns,
  two,
} from "../build/expected-elsewhere.ts";
import { aLesson, learningCompany } from "../build/learning-company.ts";

const ownedByAna = () =>
  aLead({ status: "introduced", ownerId: "ana", offers: [anOffer("ana", "accepted", { countedIn: ["2026-11"] })] });

const leadRows: Row[] = [
  {
    scenario: "what is closed stays the owner's, and frees their place",
    comesTo: ["closed", "ana", ["ana"]],
    run: () => {
      const { lead, freed } = close(ownedByAna(), { outcome: "won", at: minutes(9), by: "ana" });
      return [lead.status, lead.ownerId, freed.map(({ repId }) => repId)];
    },
  },
  {
    scenario: "a lost lead has a reason from a list, and a remark",
    comesTo: { outcome: "lost", reason: "price", note: "Too dear by half" },
    run: () => {
      const lost = { outcome: "lost", reason: "price", note: "Too dear by half" } as const;
      const { at: _, by: __, ...kept } = close(ownedByAna(), { ...lost, at: minutes(9), by: "ana" }).lead.closed ?? {};
      return kept;
    },
  },
  {
    scenario: "the same address twice, in other letters, is one lead that is counted as sent twice",
    comesTo: [true, 2],
    run: () => [
      canonicalAddress("Lucia@FloraRosa.example") === canonicalAddress("lucia@florarosa.example"),
      merge(aLead(), { facts: aLead().facts, asWritten: [] }, minutes(1)).submissions,
    ],
  },
  {
    scenario: "descriptions of the same person's submissions follow one another, and nothing is lost",
    comesTo: ["first", "second"],
    run: () => {
      const say = (message: string) => ({ ...aLead().facts, message });
      const lead = merge(aLead({ facts: say("first") }), { facts: say("second"), asWritten: [] }, minutes(1));
      return [lead.facts.message, ...(lead.additions ?? []).map(({ text }) => text)];
    },
  },
  {
    scenario: "somebody writes again from another private address: the same host, by their telephone number",
    comesTo: "beto",
    run: () => {
      const [before, now] = ["lucia@gmail.com", "lucia.f@yahoo.com"].map((email, n) =>
        aLead({ id: `l${n}`, receivedAt: minutes(n), facts: { email, company: undefined } as never }),
      );
      return now && before && samePersonAs(now, [{ ...before, status: "closed", ownerId: "beto" }], 0.9)?.repId;
    },
  },
  {
    scenario: "somebody with a private address books again after the lead was closed: the same host",
    comesTo: "beto",
    run: () => {
      const lead = aLead({ facts: { email: "lucia@gmail.com" } });
      const before = [{ leadId: "old", receivedAt: "1", ownerId: "beto", closed: true }];
      const { companyReps } = relationsOf(lead, undefined, before, rules());
      return give(on(two), rules({}, { prefer: ["same-company", "fairness"] }), { companyReps });
    },
  },
  {
    scenario: "the open leads of an owner who leaves go round among the others",
    comesTo: "beto 2, caro 2",
    run: () => {
      const board = on(team("beto", "caro"));
      const left = Array.from({ length: 4 }, () => {
        const handed = handle(ownedByAna(), { kind: "hand-on", from: "ana" }, { by: "marta", now: monday, policy: {} });
        return "lead" in handed ? give(board, rules(), handed.lead) : handed.result;
      });
      return counts(left);
    },
  },
  {
    scenario: "a manager gives a lead by hand to whoever has had all that a day allows",
    comesTo: ["wait", "full"],
    run: () => {
      const beto = aRep({ id: "beto", pools: { all: 1 }, perDay: 1, given: { "2026-11-02": 1 } });
      const lead = aLead({ status: "waiting", waitingSince: monday });
      const act = { kind: "assign", to: beto, offer: anOffer("beto", "accepted") } as const;
      return [
        give(on([beto]), rules({ max_wait: "9d" })),
        handle(lead, act, { by: "marta", now: monday, policy: {} }).result,
      ];
    },
    otherwise: {
      expected: "two more than the quota",
      why: "a limit is a promise to the rep, and holds in the write whoever assigns; a manager raises it for the day",
    },
  },
  {
    scenario: "a team without automatic assignment: all see the lead, and nobody has it until somebody takes it",
    comesTo: [3, undefined],
    run: () => {
      const lead = aLead({ status: "ready", rule: { rule: "", pools: ["all"] } });
      const choice = chooseRep(lead, rules({}, { show_to: 10 }), on(three), monday);
      return choice.kind === "offer" ? [choice.round?.offers.length, choice.charge && lead.ownerId] : choice.kind;
    },
  },
  {
    scenario: "the score is learned from leads won and lost",
    comesTo: "learnt",
    run: () => learn(learningCompany({ leads: 600, seed: 600 }), aLesson()).kind,
  },
];

const countRows: Row[] = [
  {
    scenario: "the turn is set by hand, and that person is next",
    comesTo: ["ana", "beto"],
    run: () => {
      const members = ["ana", "beto"].map((repId) => ({ repId, weight: 1 }));
      return members.map(({ repId }) => {
        const correction = correctionOf(repId, share, members) ?? new Map();
        return give(on(two, applyChanges({}, correction)), rules());
      });
    },
  },
  {
    scenario: "one of two had two leads and the latest: the other is next",
    comesTo: "beto",
    run: () => give(on(two, { ana: -share, beto: share }), rules()),
  },
  {
    scenario: "the highest priority is always first, and the others follow in turn",
    comesTo: ["ana", "ana", 1, 1],
    run: () => {
      const policy = inTwoPools({ first: {}, second: {} });
      const reps = team(
        { id: "ana", pools: { first: 1 }, capacity: 2 },
        ...["beto", "caro"].map((id) => ({ id, pools: { second: 1 } })),
      );
      const board = boardOf(reps, new Map());
      const order = Array.from({ length: 4 }, () => give(board, policy));
      return [...order.slice(0, 2), ...["beto", "caro"].map((id) => order.filter((one) => one === id).length)];
    },
  },
  {
    scenario: "whoever's own calendar was full while the other got two is owed nothing for it",
    comesTo: ["beto", "beto", "ana 1, beto 1"],
    run: () => {
      const from = Date.parse(monday) / 60_000 - 60;
      const busy = on(team({ id: "ana", busy: [from, from + 3 * 1440] }, "beto"));
      const alone = [give(busy, rules()), give(busy, rules())];
      const both = on(two, balancesOf(busy, "all"));
      return [...alone, counts([give(both, rules()), give(both, rules())])];
    },
  },
  {
    scenario: "somebody joined, and the other has had a lead since: the newcomer is next",
    comesTo: "ana",
    run: () => give(on(two, { ana: share / 2, beto: -share / 2 }), rules()),
  },
  {
    scenario: "the counts of the lead's own team decide, not those of all teams",
    comesTo: "ana",
    run: () => {
      const both = team(...["ana", "beto"].map((id) => ({ id, pools: { north: 1, south: 1 } })));
      const books = { north: { ana: -9 * share, beto: 9 * share }, south: { ana: share, beto: -share } };
      return give(boardOf(both, new Map(Object.entries(books))), inTwoPools({ south: {}, north: {} }));
    },
  },
  {
    scenario: "a check tells that leads of two products reach nobody",
    comesTo: true,
    run: () => {
      const policy = rules({}, { needs: ["product"] });
      const reps = team({ id: "ana", products: ["crm"] }, { id: "beto", products: ["billing"] });
      return lintPolicy(policy, reps).some(
        ({ check, says }) => check === "nobody-can-take" && says.includes("product crm with product billing"),
      );
    },
  },
  {
    scenario: "whoever let a lead lapse is not next again before the others have had as many",
    comesTo: 3,
    run: () => {
      const board = on(three);
      const lapsed = turns(1, rules(), three)[0] ?? "";
      const choice = chooseRep(aLead({ status: "ready", rule: { rule: "", pools: ["all"] } }), rules(), board, monday);
      if (choice.kind !== "offer") return choice.kind;
      applyOffer(board, choice);
      releasePlace(board, choice.offer);
      const offers = [{ ...anOffer(lapsed, "declined"), outcome: "lapsed" as const }];
      return new Set([lapsed, give(board, rules(), { offers }), give(board, rules())]).size;
    },
    otherwise: {
      expected: "a lead to which nobody came does not count for its host",
      why: "a lapse is a turn, or letting leads lapse would be a way to pick; two in a row pause",
    },
  },
];

expectRows({ "what becomes of a lead": leadRows, "whose count is which": countRows });
