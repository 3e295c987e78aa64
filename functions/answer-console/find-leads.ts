import * as z from "zod/mini";
import { leadsOfPerson, listedLead } from "../../adapters/leads/lead-list.ts";
import { mayAct } from "../../routing/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

const Wanted = z.object({ words: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)) });

/**
 * The leads with this id, or of the person with this address, that somebody may see. What is searched for comes in the
 * body, so that no log of addresses has it.
 */
export async function findLeads(person: Person, asked: Asked, { leads, people }: Deps) {
  const { words } = wantedIn(bodyOf(asked));
  const found = words.includes("@")
    ? await leadsOfPerson({ email: words, name: "" }, leads)
    : [await leads.glance(words)];
  const theirs = found.filter((lead) => lead !== undefined).filter((lead) => mayAct("see leads", person, lead));
  return {
    leads: theirs.map(listedLead),
    names: await people.names(theirs.flatMap((lead) => listedLead(lead).holders)),
  };
}

function wantedIn(body: string): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(body));
  } catch {
    throw new Unusable('expected words to search for, as {"words": "lucia@florarosa.example"}');
  }
}
