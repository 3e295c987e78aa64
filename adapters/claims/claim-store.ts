import { BatchGetCommand, type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Place } from "../../routing/choice/board.ts";
import { Lead, type Offer } from "../../routing/lead/lead.ts";
import type { Ledger } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { isConflict, readBatch, type Write } from "../dynamo.ts";
import { LeadNotFound } from "../faults.ts";
import { hasBacklog } from "../leads/backlog-store.ts";
import { leadKey, leadWrites } from "../leads/lead-rows.ts";
import {
  type LedgerChange,
  LedgerStore,
  ledgerKey,
  ledgersIn,
  ledgerWrites,
  mostKeys,
} from "../ledgers/ledger-store.ts";
import { ActiveRow, activeKey } from "../policies/policy-store.ts";
import { closingsIn, placeKeys, placesIn } from "../reps/place-rows.ts";
import { type RosterVersion, rosterVersionIn, rosterVersionKey } from "../reps/roster-version.ts";
import { claimLimits, takePlace } from "../reps/take-place.ts";

/** The mutable state that a choice depends on, read in one call. */
export interface Situation {
  lead: Lead;
  rosterVersion: RosterVersion;
  /** The version of the active policy. */
  activeVersion: number;
  /** Whether leads may be waiting, some of which have precedence over this one. */
  backlog: boolean;
  /** By rep id. */
  places: ReadonlyMap<string, Place>;
  /** By kind of lead. */
  closings: ClosingsByKind;
  /** Recently used ledgers, by name. `ledgersOf` reads missing ones. */
  ledgers: ReadonlyMap<string, Ledger>;
}

export interface Claim {
  /** The rep, whose limits apply. */
  rep: Rep;
  place?: Place | undefined;
  /** The lead after the claim, with the revision at which it was read. */
  lead: Lead;
  offer: Offer;
  /** The policy that decided, whose limits apply too. */
  policy: Pick<Policy, "in_flight" | "pools">;
  /** The change of the pool's ledger; absent if no ledger is charged. */
  charged?: LedgerChange;
}

/** The tables that a claim reads and writes. */
interface ClaimTables {
  leads: string;
  reps: string;
  cursors: string;
  policies: string;
}

/** Ledgers that fit beside the lead, the versions of roster and policy and the places in one batch of reads. */
const mostLedgers = mostKeys - 3 - placeKeys.length;

/** The store with the one read that a choice needs and the one write that assigns a lead to a rep. */
export class ClaimStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: ClaimTables;
  /** The names of the ledgers that are read with each lead, the latest missing ones first. */
  #known: readonly string[] = [];

  constructor(client: DynamoDBDocumentClient, tables: ClaimTables) {
    this.#client = client;
    this.#tables = tables;
  }

  /** Reads the situation of a lead in one call. @throws LeadNotFound, Contention */
  async read(leadId: string): Promise<Situation> {
    const { leads, reps, cursors, policies } = this.#tables;
    const known = this.#known;
    const keys = {
      [leads]: { Keys: [leadKey(leadId)], ConsistentRead: true },
      [reps]: { Keys: [rosterVersionKey, ...placeKeys], ConsistentRead: true },
      [policies]: { Keys: [activeKey], ConsistentRead: true },
      ...(known.length > 0 && { [cursors]: { Keys: known.map(ledgerKey), ConsistentRead: true } }),
    };
    const items = await readBatch(keys, (left) => this.#client.send(new BatchGetCommand({ RequestItems: left })));
    const [lead] = items[leads] ?? [];
    if (!lead) throw new LeadNotFound(leadId);
    return {
      lead: Lead.parse(lead),
      rosterVersion: rosterVersionIn(items[reps]),
      activeVersion: items[policies]?.[0] ? ActiveRow.parse(items[policies][0]).version : 0,
      backlog: hasBacklog(items[reps]),
      places: placesIn(items[reps] ?? []),
      closings: closingsIn(items[reps] ?? []),
      ledgers: ledgersIn(items[cursors], known),
    };
  }

  /**
   * Returns the ledgers of a lead's pools, by name. They are part of the situation, except for the first lead of a
   * policy in this process and for policies with more than 81 ledgers: these need another call, or several if a rule
   * has more than 100. `others` are the policy's other ledgers, to be read with later leads.
   */
  async ledgersOf(
    { ledgers }: Situation,
    asked: readonly string[],
    others: readonly string[],
  ): Promise<ReadonlyMap<string, Ledger>> {
    const { cursors } = this.#tables;
    if (asked.every((name) => ledgers.has(name))) return ledgers;
    // The others are read too, since the search for what would have changed the choice needs them.
    const missing = [...new Set([...asked, ...others])].filter((name) => !ledgers.has(name));
    this.#known = [...new Set([...asked, ...this.#known, ...others])].slice(0, mostLedgers);
    const found = await new LedgerStore(this.#client, cursors).of(missing.slice(0, Math.max(mostKeys, asked.length)));
    return new Map([...ledgers, ...found]);
  }

  /**
   * Assigns the lead to a rep: writes the pool's ledger with its journal, the rep's place and the lead, all or none.
   * Returns false when ledger or lead have changed since they were read, or the rep has no place left, has reached another
   * limit, is paused, or receives no offers any more.
   */
  async claim({ rep, place, lead, offer, policy, charged }: Claim): Promise<boolean> {
    const { leads, reps, cursors } = this.#tables;
    const TransactItems: Write[] = [
      ...(charged ? ledgerWrites(cursors, charged, offer.offeredAt) : []),
      takePlace(reps, offer, { now: offer.offeredAt, ...claimLimits(rep, place, policy, offer.offeredAt, offer.pool) }),
      ...leadWrites(leads, lead).writes,
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
