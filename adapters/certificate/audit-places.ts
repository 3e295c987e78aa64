import { setTimeout as delay } from "node:timers/promises";
import { $ZodError } from "zod/v4/core";
import { type Lead, openOffers } from "../../routing/lead/lead.ts";
import { isFollowed } from "../../routing/lead/lifecycle.ts";
import { replayed, sameBalances } from "../../routing/ledger/journal.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { OnboardingStore } from "../customers/onboarding-store.ts";
import type { LeadList } from "../leads/lead-list.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import type { LedgerStore } from "../ledgers/ledger-store.ts";
import type { RepStore } from "../reps/rep-store.ts";
import type { Finding } from "./audit-lead.ts";

export interface PlacesDeps {
  reps: Pick<RepStore, "all">;
  leads: Pick<LeadStore, "get">;
  list: Pick<LeadList, "keptBy" | "offeredTo">;
  onboardings: Pick<OnboardingStore, "open" | "get">;
  ledgers: Pick<LedgerStore, "of" | "journal">;
}

/** How often what differs is read again, since leads move while they are read; and how long is waited before. Milliseconds. */
const readings = 4;
const pause = 150;
/** The most leads of a rep that are read. */
const most = 2000;

/** What a rep holds, as the leads say or as their row does. */
interface Holding {
  open: number;
  effort: number;
  inFlight: number;
}

/** What the offer by which this rep holds the lead says that it takes; undefined where they hold no place of it. */
function heldOf(lead: Lead, repId: string) {
  const owned = lead.status === "accepted" || isFollowed(lead.status);
  return owned
    ? lead.offers.find((offer) => offer.outcome === "accepted" && offer.repId === repId && lead.ownerId === repId)
    : openOffers(lead).find((offer) => offer.repId === repId && offer.round === undefined);
}

/** Reps whose places, effort or time in flight are not what their leads and customers say, in each of some readings. */
export async function placeFindings(deps: PlacesDeps): Promise<Finding[]> {
  let suspects: ReadonlySet<string> | undefined;
  let found: Finding[] = [];
  for (let reading = 0; reading < readings; reading += 1) {
    if (reading > 0) await delay(pause * reading);
    found = await readPlaces(deps, suspects);
    suspects = new Set(found.map(({ of }) => of));
    if (found.length === 0) return [];
  }
  return found;
}

async function readPlaces(deps: PlacesDeps, only: ReadonlySet<string> | undefined): Promise<Finding[]> {
  const before = await deps.reps.all();
  const offered = await deps.list.offeredTo();
  const customers = await Promise.all((await deps.onboardings.open()).map((id) => deps.onboardings.get(id)));
  const said = new Map<string, Holding>();
  for (const { id } of before.filter(({ id }) => only?.has(id) ?? true)) {
    const kept = await deps.list.keptBy(id, { most });
    const ids = [...kept, ...offered.filter(({ holders }) => holders.includes(id))].map((lead) => lead.id);
    const leads = await Promise.all([...new Set(ids)].map((lead) => readable(lead, deps)));
    const held = leads.flatMap((lead) => (lead ? (heldOf(lead, id) ?? []) : []));
    const cares = customers.flatMap((one) => (one?.managerId === id && one.held ? [{ points: one.held.points }] : []));
    said.set(id, {
      open: held.length + cares.length,
      effort: [...held, ...cares].reduce((sum, { points = 0 }) => sum + points, 0),
      inFlight: held.reduce((sum, { toClose = 0 }) => sum + toClose, 0),
    });
  }
  // Read after the leads as well: what changed meanwhile is read again, not found.
  const after = new Map((await deps.reps.all()).map((rep) => [rep.id, rep]));
  return before.flatMap((rep) => {
    const holding = said.get(rep.id);
    const now = after.get(rep.id);
    return holding && now ? differences(rep.id, holding, [holdingOf(rep), holdingOf(now)]) : [];
  });
}

/** A lead; none where what is kept of it cannot be read, which is found of the lead itself and must not end the audit. */
async function readable(id: string, { leads }: Pick<PlacesDeps, "leads">): Promise<Lead | undefined> {
  try {
    return await leads.get(id);
  } catch (error) {
    if (error instanceof $ZodError) return undefined;
    throw error;
  }
}

const holdingOf = ({ openLeads = 0, openEffort = 0, inFlight = 0 }: RepState): Holding => ({
  open: openLeads,
  effort: openEffort,
  inFlight,
});

function differences(of: string, said: Holding, rows: readonly Holding[]): Finding[] {
  const names = { open: "places taken", effort: "points of effort", inFlight: "minutes in flight" } as const;
  return (Object.keys(names) as (keyof Holding)[]).flatMap((name) =>
    rows.every((row) => row[name] !== said[name])
      ? [{ kind: "places", of, detail: `${rows.at(-1)?.[name]} ${names[name]}, and leads of ${said[name]}` }]
      : [],
  );
}

/**
 * Ledgers whose balances are not what their journal comes to, do not sum to zero, or lack an entry; those that were written
 * meanwhile are read again. @param since from when the journals are replayed, ISO 8601
 */
export async function ledgerFindings(names: readonly string[], since: string, deps: PlacesDeps): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const name of names) {
    for (let reading = 0; reading < readings; reading += 1) {
      const { ledger, entries } = await deps.ledgers.journal(name, since);
      const again = (await deps.ledgers.of([name])).get(name);
      if (again?.version !== ledger.version) continue;
      const sum = Object.values(ledger.balances).reduce((total, one) => total + one, 0);
      const last = entries.at(-1)?.number;
      const wrong = [
        ...(sum === 0 ? [] : [`its balances sum to ${sum}`]),
        ...(ledger.version > 0 && last !== ledger.version
          ? [`it was written ${ledger.version} times, and its journal ends at ${last ?? "nothing"}`]
          : []),
        ...(last === ledger.version && !sameBalances(replayed(entries), ledger.balances)
          ? ["its journal comes to other balances"]
          : []),
      ];
      found.push(...wrong.map((detail) => ({ kind: "ledger", of: name, detail })));
      break;
    }
  }
  return found;
}
