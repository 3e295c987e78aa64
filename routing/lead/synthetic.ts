/**
 * A synthetic lead proves that the path of leads works, and is nobody. It says so by its id, which every row, event and mail
 * about a lead holds, and which nobody outside can choose: the ids of all others are hashes.
 */
const prefix = "synthetic-";

/** The id of the synthetic lead of a message that the installation itself signed under this name. */
export const syntheticId = (message: string): string =>
  `${prefix}${message.replace(/[^A-Za-z0-9-]/g, "").slice(0, 40)}`;

/** Whether a lead with this id is a synthetic one, which no report, ledger, list or event has. */
export const isSynthetic = (leadId: string): boolean => leadId.startsWith(prefix);

/** What the keys of synthetic leads in the table begin with. */
export const syntheticKey = `LEAD#${prefix}`;

/** What its sender, its pool and its rep are called: a policy cannot name such a pool, nor a roster such a rep. */
export const syntheticName = "~synthetic";

/** The version by which synthetic leads are decided: what `syntheticPolicy` makes of the active one. */
export const syntheticVersion = -1;

/** SES takes mails for this mailbox and delivers them to nobody. What is before a plus in such an address counts. */
export const simulator = { mailbox: "success", domain: "simulator.amazonses.com" } as const;
