import { placesIn } from "../../adapters/reps/place-rows.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { LifeModel } from "./life-model.ts";
import type { Kept } from "./life-truth.ts";
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
    if (role === "rep")
      model.reps.set(id, { most: capacity, active: true, paused: false, sells: "latam-smb" in pools });
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
    }),
    end: () => turns.end(),
  };
}

const isPaused = (pause: { until?: string | undefined } | undefined, at: string): boolean =>
  pause !== undefined && (pause.until === undefined || pause.until > at);

type Items = Kept["leads"];
const leadsIn = (items: Items): Lead[] => items.filter(({ sk }) => sk === "LEAD") as unknown as Lead[];
const dueIn = (items: Items): number =>
  Math.min(
    ...items
      .filter(({ sk, dueShard }) => sk === "LEAD" && dueShard !== undefined)
      .map(({ dueAt }) => Date.parse(String(dueAt))),
  );

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
    end: close,
  };
}

function told(written: Written, database: MemoryDatabase, world: LifeWorld, model: LifeModel): void {
  const doing = world.doing.getStore() ?? { what: "nothing" };
  const entries = written.filter(({ table, after }) => table === "cursors" && after?.act);
  const offer = entries
    .map(({ after }) => after?.act as { kind: string; chosen: string; shares: object })
    .find(({ kind }) => kind === "offer");
  const charge = offer && { chosen: offer.chosen, among: Object.keys(offer.shares) };
  for (const { table, after } of written) {
    if (table === "leads" && after?.sk === "LEAD") model.wrote(after as unknown as Lead, doing, world.now, charge);
  }
  const places = placesIn(database.items("reps"));
  for (const [id, rep] of model.reps) rep.paused = isPaused(places.get(id)?.paused, world.at);
  for (const id of model.reps.keys()) {
    const [is, meant] = [places.get(id), model.held(id)];
    if ((is?.open ?? 0) !== meant)
      throw new Error(`${id} has ${is?.open} places taken in place of ${meant} after ${doing.what}`);
    if ((is?.effort ?? 0) !== 2 * meant) throw new Error(`${id} has the effort ${is?.effort} in place of ${2 * meant}`);
  }
  const ledger = database.items("cursors").find(({ pk }) => pk === "latam-smb");
  const balances = (ledger?.balances ?? {}) as Record<string, number>;
  if (Object.values(balances).reduce((sum, one) => sum + one, 0) !== 0)
    throw new Error("the ledger does not sum to zero");
  for (const id of model.reps.keys()) {
    const [is, meant] = [balances[id] ?? 0, model.owed.get(id)?.billionths() ?? 0];
    if (Math.abs(is - meant) > model.tolerance)
      throw new Error(`${id} is owed ${is} in place of ${meant} after ${doing.what}`);
  }
}
