import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";

/** The change of a pool's members: who receives its leads from now on, and who no longer does. */
export interface PoolChange {
  pool: string;
  kind: "new" | "gone" | "changed";
  joining: string[];
  leaving: string[];
}

interface Side {
  policy?: Pick<Policy, "pools"> | undefined;
  reps: readonly Rep[];
}

const membersOf = (pool: string, { policy, reps }: Side): string[] =>
  policy?.pools[pool]
    ? reps
        .filter(({ active, role, pools }) => active && role === "rep" && (pools[pool] ?? 0) > 0)
        .map(({ id }) => id)
        .sort()
    : [];

/** The pools that are added, removed or change members. */
export function poolChanges(before: Side, after: Side): PoolChange[] {
  const pools = [...new Set([...Object.keys(before.policy?.pools ?? {}), ...Object.keys(after.policy?.pools ?? {})])];
  return pools.flatMap((pool): PoolChange[] => {
    const [was, is] = [membersOf(pool, before), membersOf(pool, after)];
    const joining = is.filter((id) => !was.includes(id));
    const leaving = was.filter((id) => !is.includes(id));
    const kind = !before.policy?.pools[pool] ? "new" : !after.policy?.pools[pool] ? "gone" : "changed";
    return kind === "changed" && joining.length + leaving.length === 0 ? [] : [{ pool, kind, joining, leaving }];
  });
}
