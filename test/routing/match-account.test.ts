import { describe, expect, it } from "vitest";
import type { AccountMatch } from "../../routing/lead/lead.ts";
import { merge } from "../../routing/lead/merge-lead.ts";
import {
  accountMatch,
  bestNameMatch,
  type CompanyLead,
  customerMatch,
  relationsOf,
} from "../../routing/match-account.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const policy = aPolicy();
const account = (overrides: Partial<AccountMatch> = {}): AccountMatch => ({
  accountId: "florarosa.example",
  name: "Flora Rosa",
  by: "domain",
  similarity: 1,
  relation: "customer",
  ownerId: "paula",
  ...overrides,
});
const colleague = (leadId: string, day: string, ownerId?: string): CompanyLead => ({
  leadId,
  receivedAt: `2026-10-${day}T10:00:00.000Z`,
  ...(ownerId && { ownerId }),
});

describe("match by name", () => {
  const candidates = [
    { domain: "b.example", name: "Flora Rosa Norte", relation: "customer" },
    { domain: "z.example", name: "Flora Rosa S.A.", relation: "prospect" },
    { domain: "a.example", name: "Flora Rosas", relation: "prospect" },
  ] as const;

  it("takes the most similar name above the policy's threshold", () => {
    expect(bestNameMatch({ company: "FLORA ROSA" }, candidates, 0.9)).toEqual({ domain: "z.example", similarity: 1 });
  });

  it("takes nothing below it", () => {
    expect(bestNameMatch({ company: "Flora Rosada" }, candidates, 1)).toBeUndefined();
    expect(bestNameMatch({ company: "Floristería" }, candidates, 0.9)).toBeUndefined();
  });

  it("does not match a company of the same name in another country, and matches where a country is unknown", () => {
    const peruvian = [{ domain: "a.example", name: "Flora Rosa", relation: "customer", country: "PE" }] as const;
    expect(bestNameMatch({ company: "Flora Rosa", country: "MX" }, peruvian, 0.9)).toBeUndefined();
    expect(bestNameMatch({ company: "Flora Rosa", country: "PE" }, peruvian, 0.9)?.domain).toBe("a.example");
    expect(bestNameMatch({ company: "Flora Rosa" }, peruvian, 0.9)?.domain).toBe("a.example");
    expect(bestNameMatch({ country: "PE" }, peruvian, 0.9)).toBeUndefined();
  });

  it("prefers a customer among equals, whatever the order", () => {
    const equals = [
      { domain: "a.example", name: "Flora Rosa", relation: "prospect" },
      { domain: "b.example", name: "Flora Rosa", relation: "customer" },
      { domain: "c.example", name: "Flora Rosa", relation: "former" },
    ] as const;
    expect(bestNameMatch({ company: "Flora Rosa" }, equals, 0.9)?.domain).toBe("b.example");
    expect(bestNameMatch({ company: "Flora Rosa" }, equals.toReversed(), 0.9)?.domain).toBe("b.example");
  });
});

describe("match of an account", () => {
  const { domain, name, relation } = { domain: "a.example", name: "Flora Rosa", relation: "former" } as const;
  const bare = { accountId: domain, name, by: "name", similarity: 0.95, relation };

  it("tells how it was found, whose it is and what was before, as far as it is known", () => {
    expect(accountMatch({ domain, name, relation }, "name", 0.95)).toStrictEqual(bare);
    const known = { ownerId: "paula", history: "Left in 2023." };
    expect(accountMatch({ domain, name, relation, ...known }, "name", 0.95)).toStrictEqual({ ...bare, ...known });
  });

  it("takes a name exactly as similar as the policy asks, a country that is not known, and the first domain of equals", () => {
    const named = (domain: string) => ({ domain, name: "Flora Rosa", relation: "customer" }) as const;
    expect(bestNameMatch({ company: "Flora Rosa", country: "MX" }, [named("a.example")], 1)?.domain).toBe("a.example");
    for (const equals of [
      [named("a.example"), named("b.example")],
      [named("b.example"), named("a.example")],
    ])
      expect(bestNameMatch({ company: "Flora Rosa" }, equals, 0.9)?.domain).toBe("a.example");
  });

  it("names no reps of a company of which nobody has a lead", () => {
    expect(relationsOf(aLead(), undefined, [colleague("unowned", "09")], policy)).not.toHaveProperty("companyReps");
  });
});

describe("match of a customer whom we won", () => {
  const won = { leadId: "lead-1", since: "2026-10-01T10:00:00.000Z" };
  const customer = { ...won, name: "Flora Rosa", ownerId: "carla", products: ["crm"] };
  const listed = {
    ...{ accountId: "florarosa.example", name: "Flora Rosa, S.A.", by: "domain" as const, similarity: 1 },
    history: "Asked twice in 2024.",
  };

  it("makes them a customer of their success manager, also where the list has them as a prospect or a former customer", () => {
    for (const relation of ["prospect", "former"] as const) {
      expect(customerMatch(customer, "florarosa.example", { ...listed, relation, ownerId: "ana" })).toEqual({
        ...{ ...listed, relation: "customer", ownerId: "carla" },
        won: { ...won, products: ["crm"] },
      });
    }
    expect(customerMatch(customer, undefined, undefined)).toMatchObject({ accountId: "lead-1", ownerId: "carla" });
  });

  it("believes the list where it has them as a customer, with what it knows", () => {
    const account = { ...listed, relation: "customer" as const };
    expect(customerMatch(customer, "x.example", { ...account, ownerId: "ana" })).toMatchObject({ ownerId: "ana", won });
    expect(customerMatch(customer, "x.example", account)).toMatchObject({
      ownerId: "carla",
      accountId: listed.accountId,
    });
  });
});

describe("relations of a lead", () => {
  it("give a customer to its success manager, and a prospect to its seller", () => {
    expect(relationsOf(aLead(), account(), [], policy)).toMatchObject({
      customerType: "customer",
      knownOwner: { repId: "paula", because: "account" },
    });
    expect(relationsOf(aLead(), account({ relation: "prospect", ownerId: "ana" }), [], policy)).toMatchObject({
      customerType: "new",
      knownOwner: { repId: "ana", because: "account" },
    });
  });

  it("keep a former customer's past for the rep, who need not be known", () => {
    const former = account({ relation: "former", ownerId: undefined, history: "Left in 2023." });
    const found = relationsOf(aLead(), former, [], policy);
    expect(found).toMatchObject({ customerType: "former", account: { history: "Left in 2023." } });
    expect(found.knownOwner).toBeUndefined();
  });

  it("override what the form claims to be, and leave the claim of a stranger alone", () => {
    const claiming = aLead({ facts: { customerType: "customer" } });
    expect(relationsOf(claiming, account({ relation: "prospect" }), [], policy).customerType).toBe("new");
    expect(relationsOf(claiming, undefined, [], policy).customerType).toBe("customer");
    expect(relationsOf(aLead(), undefined, [], policy).customerType).toBeUndefined();
  });

  it("send a colleague to the latest owner, and name all reps of the company, the latest first", () => {
    const leads = [
      colleague("old", "01", "ana"),
      colleague("unowned", "09"),
      colleague("latest", "08", "beto"),
      colleague("again", "05", "ana"),
      colleague("lead-1", "10", "caro"),
    ];
    expect(relationsOf(aLead(), undefined, leads, policy)).toMatchObject({
      knownOwner: { repId: "beto", because: "colleague", leadId: "latest" },
      companyReps: ["beto", "ana"],
    });
  });

  it("send a colleague to the owner of the latest lead that is not closed", () => {
    const leads = [
      colleague("old", "01", "ana"),
      { ...colleague("latest", "08", "beto"), closed: true },
      colleague("open", "05", "caro"),
    ];
    expect(relationsOf(aLead(), undefined, leads, policy)).toMatchObject({
      knownOwner: { repId: "caro", because: "colleague", leadId: "open" },
      companyReps: ["beto", "caro", "ana"],
    });
    const closed = leads.map((lead) => ({ ...lead, closed: true }));
    expect(relationsOf(aLead(), undefined, closed, policy).knownOwner).toBeUndefined();
  });

  it("let the account's owner come before a colleague's", () => {
    const found = relationsOf(aLead(), account(), [colleague("other", "01", "ana")], policy);
    expect(found).toMatchObject({ knownOwner: { repId: "paula", because: "account" }, companyReps: ["ana"] });
  });

  it("send a colleague to whoever is being asked alone, as long as nobody of the company has an owner", () => {
    const asked = { ...colleague("first", "05"), askedId: "ana" };
    const found = (...leads: Parameters<typeof relationsOf>[2]) => relationsOf(aLead(), undefined, leads, policy);
    expect(found(asked)).toMatchObject({ knownOwner: { repId: "ana", because: "colleague", leadId: "first" } });
    expect(found(asked).companyReps).toBeUndefined();
    expect(found(asked, colleague("older", "01", "beto")).knownOwner?.repId).toBe("beto");
  });

  it("tell account owner, opportunity owner and a colleague's apart", () => {
    const opportunity = account({ relation: "prospect", ownerId: "paula", opportunityOwnerId: "otto" });
    const found = relationsOf(aLead(), opportunity, [colleague("other", "01", "ana")], policy);
    expect(found.knownOwner).toEqual({ repId: "paula", because: "account" });
    expect(found.owners).toEqual({ account: "paula", opportunity: "otto", colleague: "ana" });
    const only = account({ relation: "prospect", ownerId: undefined, opportunityOwnerId: "otto" });
    expect(relationsOf(aLead(), only, [], policy).knownOwner).toEqual({ repId: "otto", because: "opportunity" });
  });

  it("name no owner for a colleague where the policy does not want it", () => {
    const anyOwner = aPolicy({ accounts: { colleagues: "any-owner" } });
    const found = relationsOf(aLead(), undefined, [colleague("other", "01", "ana")], anyOwner);
    expect(found.knownOwner).toBeUndefined();
    expect(found.companyReps).toEqual(["ana"]);
  });
});

describe("a person of a known account who writes again", () => {
  it("cannot be made something else, not even by a source that signs", () => {
    const lead = aLead({ account: account(), facts: { customerType: "customer" } });
    const again = merge(
      lead,
      { facts: { ...lead.facts, customerType: "new" }, asWritten: [] },
      "2026-11-02T16:00:00.000Z",
      "signed",
    );
    expect(again.facts.customerType).toBe("customer");
  });
});
