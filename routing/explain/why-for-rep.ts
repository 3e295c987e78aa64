import type { Board } from "../choice/board.ts";
import type { Why } from "../lead/why.ts";
import { oneLead } from "../ledger/ledger.ts";
import { repOnBoard } from "./changed-board.ts";
import type { Explanation } from "./explain.ts";
import { isVerifiable } from "./what-if.ts";

/**
 * The part of an explanation that its rep is told: the deciding factor, and a change that would have led elsewhere. The
 * change is one of a fact that the rep can verify where there is one, since it says more about the policy than a
 * colleague's state does. Undefined if the lead was not offered.
 * @param board for the name of the rep who would have had the lead
 */
export function whyForRep(
  { deciding, rankings: ranked, outcome, whatIf: { fact, toVerify, rep } }: Explanation,
  board: Board,
): Why | undefined {
  if (!deciding) return undefined;
  const { factor, narrowed, closings } = deciding;
  const pool = ranked?.pools.at(-1);
  const own = pool?.candidates.find(({ repId }) => repId === outcome.repId);
  const saw = factor === "fairness" && own ? own.owed / oneLead : deciding.saw;
  const told = fact && isVerifiable(fact.change) ? fact : (toVerify ?? rep);
  const instead = told?.becomes;
  const name = instead?.repId && repOnBoard(board, instead.repId)?.name;
  return {
    factor,
    ...(saw !== undefined && { saw }),
    ...(closings !== undefined && { closings }),
    ...(pool?.waitedOut && { waitedOut: true }),
    ...(narrowed && { narrowed }),
    ...(told &&
      instead && {
        instead: {
          change: told.change,
          kind: instead.kind,
          ...(instead.repId && { repId: instead.repId }),
          ...(name && { name }),
          ...(instead.pool && { pool: instead.pool }),
        },
      }),
  };
}
