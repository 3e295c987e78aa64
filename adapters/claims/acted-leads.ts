import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Lead } from "../../routing/lead/lead.ts";
import { turnOf } from "../api/turn.ts";
import type { Write } from "../dynamo.ts";
import { type LeadChange, LeadStore } from "../leads/lead-store.ts";

/** What goes with each write of a lead by an act. */
export interface Guard {
  /** What the person saw when they decided to act. */
  turn: string;
  /** What is written with the lead. */
  also: (after: Lead) => Write[];
}

/**
 * The store of leads for one act: it writes a lead only as it was when the person decided, and what belongs to the act
 * together with it. So each use case, whoever else calls it, acts at most once for one request.
 */
export class ActedLeads extends LeadStore {
  readonly #guard: Guard;
  /** The lead as it is, where it was another by the time of the act. */
  lost: Lead | undefined;
  /** Whether the act was written. */
  wrote = false;

  constructor(client: DynamoDBDocumentClient, table: string, guard: Guard) {
    super(client, table);
    this.#guard = guard;
  }

  override update(id: string, change: (lead: Lead) => LeadChange | Promise<LeadChange>): Promise<Lead> {
    return super.update(id, async (lead) => {
      // Called again where somebody else was faster.
      this.wrote = false;
      this.lost = turnOf(lead) === this.#guard.turn ? undefined : lead;
      if (this.lost) return undefined;
      const changed = await change(lead);
      if (!changed) return undefined;
      this.wrote = true;
      const { lead: after, also } = "also" in changed ? changed : { lead: changed, also: [] };
      return { lead: after, also: [...also, ...this.#guard.also(after)] };
    });
  }
}
