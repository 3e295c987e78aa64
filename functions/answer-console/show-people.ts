import { type LeadAct, mayAct } from "../../routing/acts/acts.ts";
import { candidatesFor } from "../../routing/choice/candidates.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

const giving = ["assign", "transfer", "take"] as const satisfies LeadAct[];

/** To whom somebody may give a lead, and how each stands: who has room and is at work first. */
export async function showPeople(person: Person, asked: Asked, { leads, policies, reps, now }: Deps) {
  const lead = await leads.glance(asked.pathParameters?.lead ?? "");
  const { policy: active } = await policies.active();
  if (!lead || !giving.some((act) => mayAct(act, person, lead, active))) return undefined;
  const policy = lead.policyVersion === undefined ? active : (await policies.get(lead.policyVersion)).policy;
  const team = await reps.team();
  return {
    people: candidatesFor(lead, team, policy, now()).map(({ rep: { id, name, openLeads, capacity }, standing }) => ({
      ...{ id, name, openLeads, capacity },
      ...standing,
    })),
    managers: team.reps
      .filter(({ role, active, id }) => role === "manager" && active && id !== lead.ownerId)
      .map(({ id, name }) => ({ id, name })),
  };
}
