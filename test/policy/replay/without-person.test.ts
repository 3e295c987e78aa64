import { describe, expect, it } from "vitest";
import type { PastLead } from "../../../policy/replay/leads.ts";
import { withoutPerson } from "../../../policy/replay/without-person.ts";
import { aPolicy } from "../../build/a-policy.ts";

const past: PastLead = {
  ref: "a",
  receivedAt: "2026-11-02T15:00:00.000Z",
  facts: {
    name: "Lucía Fernández",
    email: "lucia@florarosa.example",
    phone: "+52 55 5555 0100",
    message: "Call me, I am Lucía",
    company: "Flora Rosa",
    country: "MX",
    language: "es",
  },
  samePerson: { leadId: "b", name: "Lucía F.", receivedAt: "2026-11-01T15:00:00.000Z", repId: "ana" },
};
const rule = (when: object) => aPolicy({ rules: [{ rule: "r", when, pools: ["latam-smb"] }] });

describe("a past lead without its person", () => {
  it("has no name, number or message, and of the address the domain", () => {
    const told = withoutPerson(past, [aPolicy()]);
    expect(JSON.stringify(told)).not.toMatch(/Luc|lucia|5555/);
    expect(told.facts).toMatchObject({ email: "@florarosa.example", company: "Flora Rosa", country: "MX" });
    expect(told.samePerson).toMatchObject({ leadId: "b", repId: "ana" });
  });

  it("has nothing of what they said before either", () => {
    const addedSince = ["name", "email", "phone", "message", "size"].map((field) => ({
      field,
      before: `old ${field}`,
    }));
    const told = withoutPerson({ ...past, addedSince }, [aPolicy()]);
    expect(told.addedSince).toEqual([{ field: "size", before: "old size" }]);
  });

  it("has what they wrote only where a policy asks for it, and then no number either", () => {
    const told = withoutPerson(past, [aPolicy(), rule({ message: { contains: "call" }, phone: { known: true } })]);
    expect(told.facts.message).toBe(past.facts.message);
    expect(told.facts.phone).toBe("+00");
  });
});
