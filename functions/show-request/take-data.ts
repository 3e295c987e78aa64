import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { leadsOfPerson } from "../../adapters/leads/lead-list.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import { type ExportDeps, exportPerson, personsFile } from "../../adapters/privacy/export-person.ts";
import { isSharedMailbox } from "../../routing/lead/shared-mailbox.ts";

export interface Deps extends ExportDeps {
  links: Pick<PersonLinks, "leadOf">;
  /** ISO 8601. */
  now: () => string;
}

/**
 * All that is kept of a person, as a file, for whoever has a link that was mailed to them: of an address that several people
 * read, what is of the person whose request it is. Undefined where the link is unknown or has expired.
 */
export async function takeData(link: string, deps: Deps): Promise<APIGatewayProxyStructuredResultV2 | undefined> {
  const at = deps.now();
  const id = await deps.links.leadOf(link, at);
  const lead = id === undefined ? undefined : await deps.leads.get(id);
  if (!lead || lead.erased) return undefined;
  const { email } = lead.facts;
  // Leads of one person alone: where several read the address, each has a chain of their own.
  const own = await leadsOfPerson(lead.facts, deps.leads);
  const all = own.some(({ id }) => id === lead.id) ? own : [lead, ...own];
  const kept = await exportPerson(email, at, deps, all);
  const theirs = isSharedMailbox(email) ? { ...kept, held: [] } : kept;
  return {
    statusCode: 200,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
    body: JSON.stringify(personsFile(theirs), null, 2),
  };
}
