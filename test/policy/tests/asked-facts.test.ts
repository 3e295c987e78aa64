import { describe, expect, it } from "vitest";
import { askedFacts } from "../../../policy/tests/asked-facts.ts";
import { aPolicyWithForm } from "../../build/a-form.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const reps = [aRep({ id: "ana", name: "Ana Morales" })];
const namesOf = (policy = aPolicy()) => askedFacts(policy, reps, "en").map(({ name }) => name);
const ruled = (when: object, more: object = {}) =>
  aPolicy({ rules: [{ rule: "Some", when, pools: ["latam-smb"], ...more }] });

describe("the facts that are asked for to try a policy", () => {
  it("are those of every policy, and beside them what its conditions name, from wherever it has it", () => {
    const plain = namesOf();
    expect(plain).toEqual(expect.arrayContaining(["company", "country", "urgency", "message"]));
    expect(plain).not.toContain("revenue");
    const asking = namesOf(ruled({ revenue: { at_least: 5 }, customer_type: "customer" }));
    expect(asking).toEqual([...plain.slice(0, -1), "revenue", "customer_type", "message"]);
  });

  it("have the policy's own attributes by the names that it gives them, with what each may be", () => {
    const own = askedFacts(aPolicyWithForm(), reps, "es").slice(-9, -1);
    expect(own).toEqual([
      {
        name: "plan",
        label: "Plan",
        kind: "text",
        choices: [
          ["basic", "Básico"],
          ["full", "full"],
        ],
      },
      { name: "level", label: "Level", kind: "text", choices: ["a", "b", "c", "d", "e", "f"].map((one) => [one, one]) },
      { name: "interests", label: "Interests", kind: "text", several: ["x", "y"] },
      { name: "seats", label: "Puestos", kind: "number" },
      {
        name: "insured",
        label: "Insured",
        kind: "text",
        choices: [
          ["true", "sí"],
          ["false", "no"],
        ],
      },
      { name: "starts", label: "Starts", kind: "date" },
      { name: "notes", label: "Notes", kind: "text" },
      { name: "partner", label: "Partner", kind: "text" },
    ]);
  });

  it("have who has the account where a rule goes by that, and else not", () => {
    expect(namesOf()).not.toContain("owner");
    for (const policy of [ruled({ owner: { known: true } }), ruled({}, { rep: "owner", pools: ["latam-smb"] })])
      expect(askedFacts(policy, reps, "en")).toContainEqual({
        name: "owner",
        kind: "text",
        choices: [["ana", "Ana Morales"]],
      });
  });

  it("say of a choice what the reader calls each value", () => {
    const urgency = askedFacts(aPolicy(), reps, "en").find(({ name }) => name === "urgency");
    expect(urgency?.choices?.[0]).toEqual(["now", expect.any(String)]);
  });
});
