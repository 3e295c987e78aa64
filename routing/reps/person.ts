import type { Rep } from "./rep.ts";

/** Somebody of the roster who is signed in. */
export type Person = Pick<
  Rep,
  "id" | "name" | "email" | "role" | "locale" | "timeZone" | "pools" | "managerId" | "activatesPolicies"
>;

/** Whether two addresses are the same mailbox, as mail servers in use take them: without regard to case. */
export const isSameAddress = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * Somebody of the roster by what their token says; undefined where the roster knows them no more, or by another address.
 * The roster decides at each request, so whoever leaves sees nothing more, however long their token lasts.
 */
export function personOf(rep: Rep | undefined, email: string): Person | undefined {
  if (!rep?.active || !isSameAddress(rep.email, email)) return undefined;
  const { id, name, role, locale, timeZone, pools, managerId, activatesPolicies } = rep;
  return {
    id,
    name,
    email: rep.email,
    role,
    locale,
    timeZone,
    pools,
    ...(managerId !== undefined && { managerId }),
    ...(activatesPolicies && { activatesPolicies }),
  };
}
