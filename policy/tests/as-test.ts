import { stringify } from "yaml";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { fieldNames, type ReadLead } from "../replay/lead-fields.ts";
import { asNewLead } from "../replay/simulation.ts";
import { foundFor } from "./run-tests.ts";
import { freeBoard } from "./test-policy.ts";

/**
 * A policy test of a lead, as an item of the list of tests: that what the policy decides of it now stays so. Whose turn it is no test
 * says, and nobody's name or address.
 * @param name what must hold, as a sentence
 * @param at when the lead arrives, ISO 8601
 */
export function asTest(
  { name, lead, at }: { name: string; lead: ReadLead; at: string },
  policy: Policy,
  reps: readonly Rep[],
): string {
  const found = foundFor(asNewLead({ ...lead, ref: "test", receivedAt: at }), policy, freeBoard(reps), at);
  const known = fieldNames(ownFacts(policy.attributes));
  const facts = Object.entries(lead.facts)
    .map(([field, value]) => [field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const)
    .filter(([field, value]) => value !== undefined && known.includes(field) && field !== "phone");
  const { outcome, lane, rule, pool } = found;
  const expect = Object.fromEntries(
    Object.entries({ outcome, lane, rule, pool }).filter(([, one]) => one !== undefined),
  );
  const email = `somebody@${String(lead.facts.email).split("@")[1] ?? "company.example"}`;
  const { repId: owner, because: owner_by } = lead.knownOwner ?? {};
  const known_owner = owner === undefined ? {} : { owner, owner_by };
  const asked = { ...Object.fromEntries(facts), ...known_owner, name: "Somebody", email };
  return stringify([{ test: name, at, lead: asked, expect }]);
}
