import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Book, offerKey, receiptOf, type Told } from "../../reports/receipt.ts";
import { receiptText } from "../../reports/receipt-text.ts";
import type { LedgerAct } from "../../routing/ledger/journal.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aPolicy } from "../build/a-policy.ts";
import { lived, steps } from "../build/any-journal.ts";
import { runs } from "../build/runs.ts";

const policy = aPolicy({ pools: { all: { manager: "marta", name: "Small business" } }, rules: [] });
const late = "2027-12-31T00:00:00.000Z";
const lived_ = (some: Parameters<typeof lived>[0], history?: string): Book => {
  const { ledger, entries } = lived(some, history);
  return { name: "all", pools: ["all"], stored: ledger, current: ledger, entries };
};
const only = (repId: string, book: Book, from: string, to: string, told = new Map<string, Told>()) => {
  const [ledger] = receiptOf(repId, [book], told, { from, to, now: late }).ledgers;
  if (!ledger) throw new Error("there is no receipt");
  return ledger;
};

describe("a rep's receipt", () => {
  it("tells a customer whom a success manager got as accepted, and not as the lead's offer of that number", () => {
    const shares = { ana: oneLead };
    const act = {
      kind: "offer" as const,
      leadId: "l",
      attempt: 1,
      pool: "all",
      chosen: "ana",
      customer: true as const,
      shares,
    };
    const entries = [{ number: 1, at: "2026-11-02T15:00:00.000Z", act }];
    const stored = { version: 1, balances: { ana: 0 } };
    const book: Book = { name: "all", pools: ["all"], stored, current: stored, entries };
    const sold: Told = { repId: "beto", pool: "all", outcome: "declined" };
    const { lines } = only("ana", book, "", late, new Map([[offerKey("l", 1), sold]]));
    expect(lines[0]?.act).toMatchObject({ mine: true, told: { repId: "ana", outcome: "accepted" } });
  });

  it("says of a lead whose person chose a rep that they did, and of what was credited for it why, in words", () => {
    const shares = { ana: oneLead / 2, beto: oneLead / 2 };
    const offer = { kind: "offer" as const, leadId: "l", attempt: 1, pool: "all", chosen: "ana", shares };
    const acts: LedgerAct[] = [
      offer,
      {
        ...{ kind: "credit-back", leadId: "l", attempt: 1, reason: "chosen", by: "lead" },
        changes: { ana: oneLead / 2, beto: -oneLead / 2 },
      },
      { ...offer, attempt: 2, chosen: "beto", byLead: true },
    ];
    const entries = acts.map((act, n) => ({ number: n + 1, at: "2026-11-02T15:00:00.000Z", act }));
    const stored = { version: 3, balances: { ana: oneLead / 2, beto: -oneLead / 2 } };
    const book: Book = { name: "all", pools: ["all"], stored, current: stored, entries };
    const told: Told = { repId: "beto", pool: "all", outcome: "accepted", why: { factor: "chosen" } };
    const period = { from: "2026-11-01T00:00:00.000Z", to: late, now: late };
    const text = (repId: string) => {
      const receipt = receiptOf(repId, [book], new Map([[offerKey("l", 2), told]]), period);
      const reader = { policy, locale: "en", timeZone: "UTC", names: new Map([["beto", "Beto"]]) } as const;
      return receiptText(receipt, reader).join("\n");
    };
    expect(text("ana")).toContain("+0.500000000 credited back for lead l by the person: they chose somebody");
    expect(text("ana")).toContain("your share among 2 in lead l, which went to Beto, whom the person chose");
    expect(text("beto")).toContain("accepted. It is yours because they chose you.");
  });

  it("adds up from its beginning to its end, line by line, and ends at the ledger's balance", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(undefined, "2d"), fc.nat(200), (some, history, cut) => {
        const book = lived_(some, history);
        const at = book.entries[cut % book.entries.length]?.at ?? "";
        for (const repId of ["ana", "beto", "caro", "davi", "elsa"]) {
          const [first, second] = [only(repId, book, "", at), only(repId, book, at, late)];
          expect([first.opening, second.opening]).toEqual([0, first.closing]);
          expect(second.closing).toBe(book.stored.balances[repId] ?? 0);
          for (const { opening, lines, sums, closing } of [first, second]) {
            let balance = opening;
            for (const line of lines) {
              balance += Object.values(line.amounts).reduce((sum, amount) => sum + amount, 0);
              expect(line.balance).toBe(balance);
            }
            expect(closing).toBe(balance);
            expect(opening + Object.values(sums).reduce((sum, amount) => sum + amount, 0)).toBe(closing);
          }
          expect([first.balanced, second.balanced]).toEqual([true, true]);
        }
      }),
      runs(60),
    );
  });

  it("tells what became of each lead that was offered, and what was credited, by pool", () => {
    const { entries, ...book } = lived_(
      Array(6).fill({ hours: 1, members: { ana: 1, beto: 1 }, act: "offer", nth: 0 }),
    );
    const mine = entries.flatMap(({ act }) => (act.kind === "offer" && act.chosen === "ana" ? [act.leadId] : []));
    expect(mine).toHaveLength(3);
    const [accepted = "", declined = ""] = mine;
    const told = new Map<string, Told>([
      [
        offerKey(accepted, 1),
        { repId: "ana", pool: "all", outcome: "accepted", why: { factor: "fairness", saw: 0.5 } },
      ],
      [offerKey(declined, 1), { repId: "ana", pool: "all", outcome: "declined" }],
    ]);
    const receipt = only("ana", { ...book, entries }, "", late, told);
    expect(receipt.pools).toEqual([
      {
        ...{ pool: "all", leads: 6, shares: 3 * oneLead, offers: 3, credited: 0 },
        outcomes: { accepted: 1, declined: 1, unknown: 1 },
      },
    ]);
    const reader = {
      policy,
      locale: "en" as const,
      timeZone: "America/Mexico_City",
      names: new Map([["ana", "Ana Morales"]]),
    };
    const text = receiptText(
      { repId: "ana", from: "2026-11-02T00:00:00Z", to: "2026-11-09T00:00:00Z", ledgers: [receipt] },
      reader,
    );
    expect(text[0]).toBe("Fairness receipt of Ana Morales, Nov 1, 2026, 18:00 to Nov 8, 2026, 18:00");
    expect(text).toContainEqual(expect.stringMatching(/^ {2}Your shares of 6 leads +\+3\.000000000$/));
    expect(text).toContainEqual(expect.stringMatching(/^ {2}3 leads offered to you +-3\.000000000$/));
    expect(text).toContain(
      "  Small business: +3.000000000 of 6 leads, 3 offered (1 accepted, 1 declined, 1 of leads that are not kept)",
    );
    expect(text.join("\n")).toMatch(
      /offered to you, with your share among 2: accepted\. It is yours because .* Small business/,
    );
    expect(text.join("\n")).toContain("Adds up: the ledger's journal comes to its balances, version 6");
  });

  it("says so where the journal does not come to the ledger, and where it is not kept from the beginning", () => {
    const book = lived_(Array(70).fill({ hours: 0, members: { ana: 1, beto: 2 }, act: "offer", nth: 0 }));
    const wrong = { ...book, stored: { ...book.stored, balances: { ana: 1, beto: -1 } } };
    expect(only("ana", wrong, "", late).balanced).toBe(false);
    const kept = { ...book, entries: book.entries.slice(64) };
    const receipt = only("ana", kept, "", late);
    expect(receipt).toMatchObject({ balanced: true, keptSince: book.entries[64]?.at });
    expect(receipt.closing).toBe(book.stored.balances.ana);
    expect(only("ana", { ...book, entries: [] }, "", late).balanced).toBe(false);
  });

  it("tells of amounts that no entry has said yet", () => {
    const book = lived_([{ hours: 0, members: { ana: 1, beto: 1 }, act: "offer", nth: 0 }]);
    const { ana = 0, beto = 0 } = book.stored.balances;
    const current = { ...book.stored, factor: 2 ** 25, balances: { ana: ana / 2, beto: beto / 2 } };
    const receipt = only("ana", { ...book, current }, "", late);
    expect(receipt.lines.at(-1)).toMatchObject({ amounts: { faded: -ana / 2 }, balance: ana / 2 });
    expect(receipt.lines.at(-1)?.number).toBeUndefined();
    expect(only("ana", { ...book, current }, "", "2027-01-01T00:00:00.000Z").closing).toBe(ana);
  });

  it("writes the reasons of people on one line each", () => {
    const act: LedgerAct = { kind: "correction", by: "marta", reason: "was\nill", changes: { ana: 5, beto: -5 } };
    const entries = [{ number: 1, at: "2026-11-02T15:00:00.000Z", act, opening: {} }];
    const stored = { version: 1, balances: { ana: 5, beto: -5 } };
    const receipt = only("ana", { name: "all", pools: ["all"], stored, current: stored, entries }, "", late);
    const reader = { policy, locale: "pt" as const, timeZone: "America/Sao_Paulo", names: new Map() };
    const text = receiptText({ repId: "ana", from: "2026-11-02T00:00:00Z", to: late, ledgers: [receipt] }, reader);
    expect(text.at(-1)).toContain("+0,000000005 corrigido por marta: was ill  = +0,000000005");
  });
});
