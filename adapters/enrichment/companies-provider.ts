import { type Account, accountFacts } from "../../routing/company/account.ts";
import type { OwnFact } from "../../routing/facts.ts";
import { readFact } from "../../routing/lead/read-facts.ts";
import type { Provider } from "./provider.ts";

/** What the account says of the facts that the policy names itself; what cannot be read is left out. */
function ownOf({ attributes = {} }: Account, own: readonly OwnFact[]): Record<string, unknown> {
  const found = own.flatMap(({ name, fact }) => {
    const text = attributes[name];
    const read = readFact(fact, fact.kind === "list" ? text?.split("|") : text);
    return read.kind === "read" ? [[name, read.value]] : [];
  });
  return Object.fromEntries(found);
}

/** Our own table of companies, by the domain of the lead's address. `find` answers undefined for a company not in it. */
export const companiesProvider = (find: () => Promise<Account | undefined>, own: readonly OwnFact[]): Provider => ({
  name: "companies",
  async ask() {
    const account = await find();
    if (!account) return "nothing";
    return {
      ...Object.fromEntries(Object.entries(accountFacts).map(([fact, field]) => [fact, account[field]])),
      ...ownOf(account, own),
    };
  },
});
