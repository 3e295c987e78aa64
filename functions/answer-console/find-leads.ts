import * as z from "zod/mini";
import { leadsOfPerson, listedLead } from "../../adapters/leads/lead-list.ts";
import { acts, mayAct } from "../../routing/acts/acts.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { soughtIn } from "../../routing/lead/search-words.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

const Wanted = z.object({ words: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)) });

/** How many leads an answer has at most, and how many are read at most to find those that somebody may see. */
const most = { told: 25, read: 200 } as const;

/** What was found, the latest first, and down to when was looked where that was not all. */
interface Found {
  leads: Lead[];
  lookedBackTo?: string;
}

/**
 * The leads with this id, or of the person with this address, or with words that begin so, that somebody may see. What is
 * searched for comes in the body, so that no log of addresses has it.
 */
export async function findLeads(person: Person, asked: Asked, deps: Deps) {
  const { words } = wantedIn(bodyOf(asked));
  const exact = await exactly(words, deps);
  const theirs = exact.filter((lead) => mayAct("see leads", person, lead));
  const { leads, lookedBackTo } = theirs.length > 0 ? { leads: theirs } : await byWords(words, person, deps);
  return {
    leads: leads.slice(0, most.told).map(listedLead),
    names: await deps.people.names(leads.flatMap((lead) => listedLead(lead).holders)),
    ...(lookedBackTo !== undefined && { lookedBackTo }),
  };
}

/** Found at once, while the rows of words come some seconds later. */
async function exactly(words: string, { leads }: Deps): Promise<Lead[]> {
  if (words.includes("@")) return leadsOfPerson({ email: words, name: "" }, leads);
  const lead = /^[\w-]{1,64}$/.test(words) ? await leads.glance(words) : undefined;
  return lead ? [lead] : [];
}

async function byWords(text: string, person: Person, { words, leads }: Deps): Promise<Found> {
  const sought = soughtIn(text);
  if (!sought) return { leads: [] };
  const found: Lead[] = [];
  let read = 0;
  let back: string | undefined;
  for await (const { ids, lookedBackTo } of words.find(sought, most.told)) {
    back = lookedBackTo;
    // Somebody who may see all leads is told of as many as are read.
    const wanted = acts["see leads"][person.role] === "all" ? most.told - found.length : most.read - read;
    const some = ids.slice(0, wanted);
    read += some.length;
    const looked = await Promise.all(some.map((id) => leads.glance(id)));
    found.push(...looked.filter((lead) => lead !== undefined).filter((lead) => mayAct("see leads", person, lead)));
    if (some.length < ids.length) back = looked.findLast((lead) => lead !== undefined)?.receivedAt ?? back;
    if (found.length >= most.told || read >= most.read) break;
  }
  return { leads: found, ...(back !== undefined && { lookedBackTo: back }) };
}

function wantedIn(body: string): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(body));
  } catch {
    throw new Unusable('expected words to search for, as {"words": "lucia@florarosa.example"}');
  }
}
