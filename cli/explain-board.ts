import { LedgerStore } from "../adapters/ledgers/ledger-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { type Board, boardOf } from "../routing/choice/board.ts";
import { balancesIn, currentLedgers, ledgersOf, reassignedIn, sharingIn } from "../routing/ledger/stored-ledger.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { readRosterFile } from "./files.ts";
import type { Installation } from "./installation.ts";
import { BadFiles } from "./where.ts";

/**
 * The current state of an installation's reps and of the policy's ledgers at `now` (ISO 8601), of which the active
 * policy says who shares them.
 */
export async function boardNow(
  { client, tables }: Installation,
  policy: Policy,
  now: string,
  active: Policy = policy,
): Promise<Board> {
  const [{ reps, closings }, kept] = await Promise.all([
    new RepStore(client, tables.reps).team(),
    new LedgerStore(client, tables.cursors).of(ledgersOf(policy, Object.keys(policy.pools))),
  ]);
  const ledgers = currentLedgers(kept, policy, reps, now, active);
  return boardOf(reps, balancesIn(ledgers), {
    sharing: sharingIn(policy),
    closings,
    reassigned: reassignedIn(ledgers),
  });
}

/** A board from a roster file, on which nobody has a lead yet. @throws BadFiles */
export function rosterBoard(file: string, { pools }: Policy): Board {
  const reading = readRosterFile(file, Object.keys(pools));
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return boardOf(
    reading.reps.map((rep) => ({ ...rep, openLeads: 0 })),
    new Map(),
  );
}

/** Names of the reps, by id. */
export const namesOf = ({ roster }: Board): ReadonlyMap<string, string> =>
  new Map(roster.reps.map(({ id, name }) => [id, name]));
