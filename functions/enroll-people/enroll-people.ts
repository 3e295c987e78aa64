import pLimit from "p-limit";
import type { User, UserPool } from "../../adapters/sign-in/user-pool.ts";
import type { RepState } from "../../routing/reps/rep.ts";

interface Deps {
  reps: { all: () => Promise<Pick<RepState, "email" | "active">[]> };
  pool: Pick<UserPool, "users" | "add" | "remove">;
}

/** How many changes are made at once; Cognito takes some 50 new users a second, and more later. */
const atOnce = 5;

/**
 * Makes those who can sign in be those of the roster who are active: adds who is missing, removes who left or has another
 * address now. It can be repeated and run twice at once.
 * @returns how many were added and removed
 */
export async function enrollPeople({ reps, pool }: Deps): Promise<{ added: number; removed: number }> {
  const [people, users] = await Promise.all([reps.all(), pool.users()]);
  const wanted = new Map(people.filter(({ active }) => active).map(({ email }) => [keyOf(email), email]));
  const known = new Map(users.map((user) => [keyOf(user.email), user]));
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, email]) => email);
  const gone = [...known].filter(([key]) => !wanted.has(key)).map(([, user]): User => user);
  const limit = pLimit(atOnce);
  await Promise.all([
    ...missing.map((email) => limit(() => pool.add(email))),
    ...gone.map((user) => limit(() => pool.remove(user))),
  ]);
  return { added: missing.length, removed: gone.length };
}

/** What Cognito takes to be the same address. */
const keyOf = (email: string): string => email.trim().toLowerCase();
