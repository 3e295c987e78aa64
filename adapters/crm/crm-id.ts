/** The CRMs that there are recipes for. */
export const crmKinds = ["hubspot", "salesforce", "pipedrive"] as const;
export type CrmKind = (typeof crmKinds)[number];

/** Those that a deployment switched on: `hubspot,pipedrive`, or `none`. */
export const crmKindsIn = (text: string): CrmKind[] => crmKinds.filter((kind) => text.split(",").includes(kind));

/** What the outbox calls a CRM. */
export const crmId = (kind: CrmKind): string => `crm:${kind}`;
