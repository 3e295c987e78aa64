import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { isSameAddress } from "../../routing/reps/person.ts";

/** What Cognito asks before somebody signs up, and before it gives them tokens. */
export interface Asked {
  triggerSource: string;
  request: { userAttributes: Record<string, string> };
  response: object;
}

/** Nobody of the roster has this address, or they left. Cognito shows the message. */
class NotInRoster extends Error {
  override readonly name = "NotInRoster";
}

/**
 * Lets somebody sign up whose address is in the roster; and says in their token who of it they are, by id and address.
 * @throws NotInRoster
 */
export async function admitPerson(asked: Asked, { reps }: { reps: Pick<RepStore, "all"> }): Promise<Asked> {
  const { email = "", email_verified: verified } = asked.request.userAttributes;
  const rep = (await reps.all()).find((one) => one.active && isSameAddress(one.email, email));
  if (!rep) throw new NotInRoster("This address is not in the roster of Turno. Ask your manager.");
  if (asked.triggerSource.startsWith("PreSignUp_")) return asked;
  // An address that nobody proved says nothing about who somebody is.
  if (verified !== "true") throw new NotInRoster("This address is not verified yet.");
  const claimsToAddOrOverride = { rep: rep.id, email: rep.email };
  const response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } };
  return { ...asked, response };
}
