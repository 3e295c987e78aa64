import { type Account, accountFacts } from "../../routing/company/account.ts";
import type { Provider } from "./provider.ts";

/** Our own table of companies, by the domain of the lead's address. `find` answers undefined for a company not in it. */
export const companiesProvider = (find: () => Promise<Account | undefined>): Provider => ({
  name: "companies",
  async ask() {
    const account = await find();
    if (!account) return "nothing";
    return Object.fromEntries(Object.entries(accountFacts).map(([fact, field]) => [fact, account[field]]));
  },
});
