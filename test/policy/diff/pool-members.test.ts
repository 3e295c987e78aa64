import { describe, expect, it } from "vitest";
import { poolChanges } from "../../../policy/diff/pool-members.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const policy = (...pools: string[]) =>
  aPolicy({ pools: Object.fromEntries(pools.map((pool) => [pool, { manager: "marta" }])) });
const rep = (id: string, ...pools: string[]) => aRep({ id, pools: Object.fromEntries(pools.map((pool) => [pool, 1])) });

describe("changes of a pool's members", () => {
  it("say which pools are new or gone, and who gains and loses leads", () => {
    const before = {
      policy: policy("north", "south", "same"),
      reps: [rep("ana", "north", "same"), rep("beto", "south")],
    };
    const after = {
      policy: policy("north", "east", "same"),
      reps: [rep("ana", "same"), rep("beto", "north"), rep("caro", "east"), { ...rep("dora", "east"), active: false }],
    };
    expect(poolChanges(before, after)).toEqual([
      { pool: "north", kind: "changed", joining: ["beto"], leaving: ["ana"] },
      { pool: "south", kind: "gone", joining: [], leaving: ["beto"] },
      { pool: "east", kind: "new", joining: ["caro"], leaving: [] },
    ]);
  });

  it("begin with nothing where no policy was active", () => {
    expect(poolChanges({ reps: [] }, { policy: policy("north"), reps: [rep("ana", "north")] })).toEqual([
      { pool: "north", kind: "new", joining: ["ana"], leaving: [] },
    ]);
  });
});
