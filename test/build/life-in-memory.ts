import type { Mail } from "../../adapters/mail/mailer.ts";
import { placesIn } from "../../adapters/reps/place-rows.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { LedgerAct } from "../../routing/ledger/journal.ts";
import { gaveBackIn } from "../../routing/offers/give-back.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { rules } from "./life-after.ts";
import { LifeModel } from "./life-model.ts";
import { expectIntroduced, heldIn, type Kept } from "./life-truth.ts";
import { chances, Turns } from "./life-turns.ts";
import { LifeWorld, lifePolicy, lifeTeam } from "./life-world.ts";
import type { MemoryDatabase, Written } from "./memory-database.ts";
import { memoryTables, openTables, storesOf } from "./open-tables.ts";

/** A company on tables in memory as each history begins with it. */
async function company(heard: MemoryDatabase["onAnswer"] = () => {}) {
  const { tables, database } = memoryTables();
  database.onAnswer = heard;
  await tables.open(lifeTeam, lifePolicy);
  return { tables, database, opened: database.kept() };
}
let known: ReturnType<typeof company> | undefined;

/** A company whose leads live: its world, what its tables hold, and its model where there is one beside it. */
export interface Life {
  world: LifeWorld;
  /** Told of every write; absent where nobody sees each of them. */
  model?: LifeModel;
  /** Reads what the tables hold now. */
  read(): Promise<void>;
  /** As they were read last. */
  leads(): Lead[];
  /** When the sweeper has something to do, as it was read last; epoch milliseconds. */
  dueAt(): Promise<number>;
  /** All of this at the same time. */
  atOnce(work: () => Promise<unknown>): Promise<void>;
  kept(): Promise<Kept>;
  /** All that is kept in any table, as text. */
  everything(): Promise<string[]>;
  end(): Promise<void> | void;
}

/** A new world on tables in memory, and its model, which is told every write and holds each of them to what it knows. @param heard called with each request to new tables, and its answer */
export async function lifeInMemory(seed: number, heard?: MemoryDatabase["onAnswer"]): Promise<Life> {
  known ??= company();
  const { tables: stores, database, opened } = await (heard ? company(heard) : known);
  database.restore(opened);
  // What a process knows by version, another history has otherwise.
  const { policies } = stores;
  const world = new LifeWorld({ ...stores, ...storesOf(database), policies });
  const model = new LifeModel();
  for (const { id, role, capacity, pools } of lifeTeam)
    if (role === "rep") model.reps.set(id, { most: capacity, active: true, paused: false, pools: Object.keys(pools) });
  model.now = () => world.now;
  world.onChoose = (leadId) => model.chooses(leadId);
  model.isFree = (repId, at, leadId) => isFreeIn(database.items("reps"), world.now, repId, at, leadId);
  world.onMail = (mail) => expectWanted(mail, world, model);
  const turns = new Turns(seed);
  const chance = chances(seed + 1);
  world.twice = () => chance(8) === 0;
  database.turn = turns.turn;
  database.onWrite = (written) => {
    try {
      told(written, database, world, model);
    } catch (broken) {
      world.faults.push(broken);
      throw broken;
    }
  };
  return {
    world,
    model,
    read: async () => {},
    leads: () => leadsIn(database.items("leads")),
    dueAt: async () => dueIn(database.items("leads")),
    /** All of this at the same time: every request of it waits for its turn. */
    async atOnce(work: () => Promise<unknown>): Promise<void> {
      model.alone = false;
      await turns.until(work);
      model.alone = true;
    },
    kept: async () => ({
      leads: database.items("leads"),
      reps: database.items("reps"),
      cursors: database.items("cursors"),
      erased: world.erased,
    }),
    everything: async () => tableNames.flatMap((name) => database.items(name)).map((item) => JSON.stringify(item)),
    end: () => turns.end(),
  };
}

const isPaused = (pause: { until?: string | undefined } | undefined, at: string): boolean =>
  pause !== undefined && (pause.until === undefined || pause.until > at);

type Items = Kept["leads"];
const leadsIn = (items: Items): Lead[] => items.filter(({ sk }) => sk === "LEAD") as unknown as Lead[];
/** What this world looks at by the clock, beside erasures: leads, nurtured leads and customers. */
const byClock = ["LEAD", "NURTURE", "ONBOARDING"];
const tableNames = ["leads", "reps", "cursors", "policies", "companies", "intake", "reports"] as const;
const dueIn = (items: Items): number =>
  Math.min(
    ...items
      .filter(({ pk, sk, dueShard }) => (byClock.includes(String(sk)) || pk === "ERASURES") && dueShard !== undefined)
      .map(({ dueAt }) => Date.parse(String(dueAt))),
  );

/** Whether a meeting of this rep can begin then, with what is held for others in their rows. */
function isFreeIn(reps: Items, now: number, repId: string, at: string, leadId: string): boolean {
  const held = heldIn(reps).filter((one) => one.repId === repId && one.leadId !== leadId);
  const start = Date.parse(at);
  const cells = cellsOf({ start, end: start + rules.meets });
  return start >= now + rules.notice && !held.some(({ cell }) => cells.includes(cell));
}

/** A new world on tables of a database of its own, where what happens at once happens in whichever order. */
export async function lifeInTables(seed: number): Promise<Life> {
  const { tables, close } = await openTables();
  await tables.open(lifeTeam, lifePolicy);
  const world = new LifeWorld(tables);
  const chance = chances(seed);
  world.twice = () => chance(3) === 0;
  let leads: Items = [];
  return {
    world,
    read: async () => {
      leads = await tables.items("leads");
    },
    leads: () => leadsIn(leads),
    dueAt: async () => dueIn(await tables.items("leads")),
    atOnce: async (work) => void (await work()),
    kept: async () => ({
      leads: await tables.items("leads"),
      reps: await tables.items("reps"),
      cursors: await tables.items("cursors"),
    }),
    everything: async () =>
      (await Promise.all(tableNames.map((name) => tables.items(name)))).flat().map((item) => JSON.stringify(item)),
    end: close,
  };
}

/** Throws where a mail that nobody needs goes to somebody who came back or wants no more of them, or any to somebody who was erased. */
function expectWanted({ kind, leadId, to }: Mail, { unsubscribed }: LifeWorld, model: LifeModel): void {
  const { hold, cameBack, erased } = model.leads.get(leadId) ?? {};
  if (!model.alone) return;
  if (erased && to.startsWith("person-")) throw new Error(`${to} was erased and gets the mail ${kind}`);
  if (kind === "nurture-step" && (cameBack || unsubscribed.has(to) || hold?.kind !== "over" || hold.as !== "nurtured"))
    throw new Error(`${to} still gets mails, with ${JSON.stringify(hold)}`);
}

const withoutPrefix = ({ pk }: Readonly<Record<string, unknown>>): string => String(pk).split("#")[1] ?? "";

/** Tells the model what was written at once, and holds all places and balances to what it makes of that. */
function told(written: Written, database: MemoryDatabase, world: LifeWorld, model: LifeModel): void {
  const doing = world.doing.getStore() ?? { what: "nothing" };
  const offers = written.flatMap(({ table, after }) => {
    const act = table === "cursors" ? (after?.act as LedgerAct | undefined) : undefined;
    return act?.kind === "offer" ? [act] : [];
  });
  const charged = (customer: boolean) =>
    offers
      .filter((act) => (act.customer ?? false) === customer)
      .map(({ pool, chosen, shares }) => ({ pool, chosen, among: Object.keys(shares) }))[0];
  const ledgers = written.flatMap(({ table, after }) =>
    table === "cursors" && after?.act ? (model.ledgers.get(withoutPrefix(after)) ?? []) : [],
  );
  for (const ledger of ledgers) ledger.share();
  for (const { table, before, after } of written) {
    if (table !== "leads" || after?.sk !== "LEAD") continue;
    const lead = after as unknown as Lead;
    if (lead.erased) world.erased.push(before as unknown as Lead);
    model.wrote({ lead, doing, now: world.now, charge: charged(false) });
    if (before?.status === "accepted" && lead.status === "introduced") expectIntroduced(world.mails, lead);
  }
  for (const { table, after } of written) {
    if (table !== "leads" || after?.sk !== "ONBOARDING") continue;
    const customer = after as unknown as Onboarding;
    const hold = model.leads.get(customer.leadId)?.hold;
    const won = hold?.kind === "over" && hold.as === "won";
    const standing = { doing, now: world.now, charge: charged(true), won, alone: model.alone };
    model.customers.wrote(customer, standing);
  }
  for (const ledger of ledgers) ledger.share();
  const places = placesIn(database.items("reps"));
  for (const [id, rep] of model.reps) {
    const { most, paused, open = 0, effort = 0, gaveBack, ...used } = places.get(id) ?? {};
    Object.assign(rep, { most: most ?? 0, active: most !== undefined, paused: isPaused(paused, world.at) });
    const [leads, customers] = [model.leadsOf(id), model.customers.held(id)];
    if (open !== leads + customers)
      throw new Error(`${id} has ${open} places taken in place of ${leads} + ${customers} after ${doing.what}`);
    const backs = model.backsOf(id);
    if (backs !== gaveBackIn({ gaveBack, timeZone: "UTC" } as RepState, world.at).count)
      throw new Error(`${id} gave back ${gaveBack?.count} in place of ${backs} after ${doing.what}`);
    model.limits.expect(id, used, world.now);
    const points = 2 * leads + customers;
    if (effort !== points) throw new Error(`${id} has the effort ${effort} in place of ${points} after ${doing.what}`);
  }
  for (const [name, ledger] of model.ledgers) {
    const balances = (database.items("cursors").find(({ pk }) => pk === name)?.balances ?? {}) as Record<
      string,
      number
    >;
    if (Object.values(balances).reduce((sum, one) => sum + one, 0) !== 0)
      throw new Error(`the ledger of ${name} does not sum to zero`);
    for (const id of model.reps.keys()) {
      const [is, meant] = [balances[id] ?? 0, ledger.of(id).billionths()];
      if (Math.abs(is - meant) > ledger.tolerance)
        throw new Error(`${id} is owed ${is} in place of ${meant} after ${doing.what}`);
    }
  }
}
