import { type Account, NamedAccount } from "../../routing/company/account.ts";
import { nameBlocks } from "../../routing/company/company-name.ts";
import { domainsAbove } from "../../routing/company/consumer-mail.ts";
import type { CompanyStore } from "./company-store.ts";

/** The companies of a file, found as those of the table are. */
export class CompanyList implements Pick<CompanyStore, "byDomain" | "named"> {
  readonly #byDomain: ReadonlyMap<string, Account>;
  readonly #byBlock = new Map<string, NamedAccount[]>();

  constructor(accounts: readonly Account[]) {
    this.#byDomain = new Map(accounts.map((account) => [account.domain, account]));
    for (const account of accounts) {
      for (const block of nameBlocks(account.name))
        this.#byBlock.set(block, [...(this.#byBlock.get(block) ?? []), NamedAccount.parse(account)]);
    }
  }

  async byDomain(domain: string): Promise<Account | undefined> {
    return domainsAbove(domain).flatMap((each) => this.#byDomain.get(each) ?? [])[0];
  }

  async named(block: string): Promise<NamedAccount[]> {
    return this.#byBlock.get(block) ?? [];
  }
}
