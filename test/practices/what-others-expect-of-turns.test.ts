import { applyOffer, balancesOf, boardOf, releasePlace } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { answered, offered } from "../../routing/lead/move-lead.ts";
import { withoutLeavers } from "../../routing/ledger/ledger-change.ts";
import { relationsOf } from "../../routing/match-account.ts";
import { givenBack } from "../../routing/offers/give-back.ts";
import { aLead } from "../build/a-lead.ts";
import {
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
  share,
  sizes,
  team,
  three,
  turns,
  two,
} from "../build/expected-elsewhere.ts";

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

expectRows({ "whose turn it is": turnRows, "whose it is already": whoseRows });
