import { Lead } from "../../routing/lead/lead.ts";
import { replayed, sameBalances } from "../../routing/ledger/journal.ts";
import { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { inexactClosings } from "./exact-closings.ts";
import type { Tables } from "./open-tables.ts";

/** The offers by which reps hold a place: open ones that they were asked alone, and those of leads that they own. */
function heldOffers({ status, ownerId, offers }: Lead) {
  const owned = ["accepted", "introduced", "contacted"].includes(status);
  return offers.filter(({ repId, outcome, round }) => {
    if (status === "offered" && outcome === undefined) return round === undefined;
    return owned && outcome === "accepted" && repId === ownerId;
  });
}

/** What a success manager holds for a customer. */
const heldFor = ({ managerId, held }: Onboarding) =>
  managerId !== undefined && held ? [{ repId: managerId, points: held.points }] : [];

/**
 * What does not add up in the tables: places, effort, time to close and new leads of each rep against the offers of all leads, each ledger
 * against zero, and against its journal, and what is learnt of reps and leads against the closed leads.
 */
export async function inexact(tables: Tables): Promise<string[]> {
  const items = await tables.items("leads");
  const leads = items.filter(({ sk }) => sk === "LEAD").map((item) => Lead.parse(item));
  const customers = items.filter(({ sk }) => sk === "ONBOARDING").map((item) => Onboarding.parse(item));
  const found = inexactClosings(leads, await tables.items("reps"));
  for (const rep of await tables.reps.all()) {
    const held = [...leads.flatMap(heldOffers), ...customers.flatMap(heldFor)].filter(({ repId }) => repId === rep.id);
    const effort = held.reduce((sum, { points = 0 }) => sum + points, 0);
    if (held.length !== rep.openLeads) found.push(`${rep.id} holds ${held.length} leads, counted ${rep.openLeads}`);
    if (effort !== (rep.openEffort ?? 0)) found.push(`${rep.id} holds ${effort} points, counted ${rep.openEffort}`);
    const toClose = held.reduce((sum, offer) => sum + ("toClose" in offer ? (offer.toClose ?? 0) : 0), 0);
    if (toClose !== (rep.inFlight ?? 0)) found.push(`${rep.id} holds ${toClose} minutes, counted ${rep.inFlight}`);
    const counted = leads.flatMap(({ offers }) => offers).filter(({ repId }) => repId === rep.id);
    for (const [period, count] of Object.entries(rep.given ?? {})) {
      const given = counted.filter(({ countedIn = [] }) => countedIn.includes(period)).length;
      if (given !== count) found.push(`${rep.id} was given ${given} in ${period}, counted ${count}`);
    }
  }
  const names = new Set(leads.flatMap(({ offers }) => offers.flatMap(({ charged }) => charged?.ledger ?? [])));
  for (const [name, { balances }] of await tables.ledgers.of([...names])) {
    const sum = Object.values(balances).reduce((total, balance) => total + balance, 0);
    if (sum !== 0) found.push(`ledger ${name} comes to ${sum}`);
    const { entries } = await tables.ledgers.journal(name, "");
    if (!sameBalances(replayed(entries), balances)) found.push(`ledger ${name} differs from its journal`);
  }
  return found;
}
