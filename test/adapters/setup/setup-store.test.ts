import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { settleCompanies } from "../../../adapters/companies/companies-import.ts";
import { type NewSetup, SetupStore } from "../../../adapters/setup/setup-store.ts";
import type { Account } from "../../../routing/company/account.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { storesOf } from "../../build/open-tables.ts";
import { isLong, runs } from "../../build/runs.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const names = { policies: "policies", reps: "reps", companies: "companies" };
const by = (author: string) => ({ author, note: "", at: "2026-11-02T15:00:00.000Z" });
const storeOf = (client = tables.client) => new SetupStore(client, names);

/** A company whose every part is named after it, so that a mixture of two shows. */
function setupOf(name: string, people: number, capacity = 10) {
  const pools = { [`pool-${name}`]: 1 };
  const reps = Array.from({ length: people }, (_, n) => aRep({ id: `rep-${n}`, name, pools, capacity }));
  const companies = Array.from({ length: 30 }, (_, n): Account => {
    const relation = "prospect" as const;
    return { domain: `${n}.${name}.example`, name: `Comercial ${name} ${n}`, relation, ownerId: "rep-0" };
  });
  const only = [{ rule: "Mexico", when: { territory: "mexico" }, pools: [`pool-${name}`] }];
  const policy = aPolicy({
    name,
    rules: only,
    otherwise: { pools: [`pool-${name}`] },
    pools: { [`pool-${name}`]: { manager: "marta" } },
  });
  return {
    policy: { policy, source: `name: ${name}` },
    reps: [...reps, aRep({ id: "marta", name, role: "manager", pools: {} })],
    companies,
  } satisfies NewSetup;
}

/** What a process that has just started sees: the name that all parts say, and the places that reps have. */
async function seen() {
  const fresh = storesOf(tables.connect());
  const { policy } = await fresh.policies.active();
  const reps = (await fresh.reps.all()).filter(({ active }) => active);
  const companies = await fresh.companies.all();
  const found = await fresh.companies.byDomain(`3.${policy.name}.example`);
  const named = await fresh.companies.named(policy.name.slice(0, 4));
  const said = new Set([
    policy.name,
    ...reps.map(({ name }) => name),
    ...companies.map(({ name }) => name.split(" ")[1]),
  ]);
  return {
    names: [...said],
    people: reps.length,
    companies: companies.length,
    isFound: found?.ownerId === "rep-0" && named.length === 30,
    row: (await fresh.reps.get("rep-0"))?.name,
  };
}
const whole = (name: string, people: number) => ({
  names: [name],
  people: people + 1,
  companies: 30,
  isFound: true,
  row: name,
});

/** A client whose process dies before the write of this number, from 0. */
function dyingBefore(write: number) {
  const client = tables.connect();
  let writes = 0;
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        if (/Write|Put|Update|Delete/.test(commandName) && writes++ >= write) throw new Error("killed");
        return next(args);
      },
    { step: "initialize", priority: "high" },
  );
  return { client, count: () => writes };
}

async function apply(setup: NewSetup, client = tables.client, author = "eva") {
  const store = storeOf(client);
  await store.activate(setup, await store.basis(), by(author));
  await store.settle();
}

const [first, second] = [setupOf("azul", 60, 10), setupOf("roja", 45, 4)];

describe("a setup", () => {
  beforeAll(() => apply(first));

  it("is seen whole or not at all, wherever it is cut off, and a repetition completes it", async () => {
    const counted = dyingBefore(Number.POSITIVE_INFINITY);
    await apply(second, counted.client);
    const writes = counted.count();
    expect(writes).toBeGreaterThan(20);
    expect(await seen()).toEqual(whole("roja", 45));
    let [next, people, before, peopleBefore] = [first, 60, second, 45];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: writes + 10 }), async (write) => {
        const dying = dyingBefore(write);
        await apply(next, dying.client).catch(() => {});
        const now = await seen();
        const [after, old] = [next.policy.policy.name, before.policy.policy.name];
        expect([whole(after, people), whole(old, peopleBefore)]).toContainEqual(now);
        await apply(next);
        expect(await seen()).toEqual(whole(after, people));
        [next, people, before, peopleBefore] = [before, peopleBefore, next, people];
        const items = [...(await tables.items("reps")), ...(await tables.items("companies"))];
        const generations = items.flatMap(
          ({ sk, pk }) => /(?:^|@)(\d{8}-\w{8})/.exec(`${sk}`.startsWith("0") ? `${sk}` : `${pk}`)?.[1] ?? [],
        );
        expect(new Set(generations).size).toBe(2);
        const places = await storesOf(tables.client).backlog.team();
        const active = before.reps.filter(({ role }) => role === "rep");
        expect([...places.places.values()].filter(({ most }) => most !== undefined)).toEqual(
          active.map(({ capacity }) => expect.objectContaining({ most: capacity })),
        );
      }),
      { ...runs(5), examples: [[0], [writes]] },
    );
  });

  it("is refused when somebody activated a policy since it was planned", async () => {
    const store = storeOf();
    const basis = await store.basis();
    const version = await tables.versions.publish(second.policy.policy, second.policy.source, by("marta"));
    const before = await tables.items("companies");
    await expect(store.activate({ reps: first.reps, companies: first.companies }, basis, by("eva"))).rejects.toThrow(
      `marta activated version ${version} (at 2026-11-02T15:00:00.000Z) meanwhile; nothing of yours was changed. Run it again`,
    );
    expect(await tables.items("companies")).toHaveLength(before.length);
  });

  it("is refused when somebody imported a roster since it was planned", async () => {
    const store = storeOf();
    const basis = await store.basis();
    await tables.reps.importRoster(second.reps);
    await expect(store.activate({ policy: second.policy }, basis, by("eva"))).rejects.toThrow(
      "somebody imported a roster meanwhile",
    );
  });

  it("has one winner when several are applied at once, and the others change nothing", async () => {
    const all = ["alfa", "beta", "gamma", "delta"].map((name, n) => setupOf(name, 20 + n));
    const results = await Promise.allSettled(all.map((setup, n) => apply(setup, tables.connect(), `person ${n}`)));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Error] : []));
    for (const { name, message } of refused) {
      expect(name).toBe("Contention");
      expect(message).toMatch(/meanwhile; nothing of yours was changed|replaced again and again/);
    }
    expect(refused.length).toBeLessThan(all.length);
    const { names, isFound } = await seen();
    expect([names.length, isFound]).toEqual([1, true]);
  });

  it("shows a lead's process the old or the new companies while they are replaced", async () => {
    await apply(first);
    const reader = storesOf(tables.connect()).companies;
    let done = false;
    const looking = (async () => {
      const found = new Set<number>();
      while (!done) found.add((await reader.named("azul")).length);
      return found;
    })();
    await apply(second);
    await settleCompanies(tables.client, "companies");
    done = true;
    expect([...(await looking)].filter((count) => count !== 0 && count !== 30)).toEqual([]);
    expect(await reader.named("azul")).toEqual([]);
  });

  it("may be larger than a transaction", async () => {
    const size = isLong ? 10_000 : 200;
    const large = setupOf("verde", size);
    const companies = Array.from({ length: size }, (_, n): Account => {
      return { domain: `${n}.verde.example`, name: `Verde ${n}`, relation: "prospect" };
    });
    await apply({ ...large, companies });
    expect(await storesOf(tables.connect()).reps.all()).toHaveLength(size + 1);
    expect(await tables.companies.all()).toHaveLength(size);
  });
});
