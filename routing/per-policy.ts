import type { Policy } from "./policy.ts";

/** What is made of a policy alone is made once for each policy object, and forgotten with it. */
export function perPolicy<T>(make: (policy: Policy) => T): (policy: Policy) => T {
  const made = new WeakMap<Policy, { of: T }>();
  return (policy) => {
    let known = made.get(policy);
    if (!known) {
      known = { of: make(policy) };
      made.set(policy, known);
    }
    return known.of;
  };
}
