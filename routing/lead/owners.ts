/** How an owner is known before any rule is asked, in the order in which they come. */
export const ownerKinds = ["account", "opportunity", "colleague"] as const;
type OwnerKind = (typeof ownerKinds)[number];

/** What is known of a lead's owners: the first of them, and every one by kind where there are several. */
interface Owned {
  knownOwner?: { repId: string; because: OwnerKind } | undefined;
  owners?: Partial<Record<OwnerKind, string>> | undefined;
}

/** What a rule may call a known owner: any of them, or the one of a kind. */
export const ownerNames = ["owner", "account-owner", "opportunity-owner", "colleague"] as const;
export type OwnerName = (typeof ownerNames)[number];
const kindOf: Readonly<Record<Exclude<OwnerName, "owner">, OwnerKind>> = {
  "account-owner": "account",
  "opportunity-owner": "opportunity",
  colleague: "colleague",
};

/** The id of the owner whom a rule calls so, of the lead; any other name is the id of a rep. */
export function ownerBy(name: string, { knownOwner, owners }: Owned): string | undefined {
  if (name === "owner") return knownOwner?.repId;
  const kind = kindOf[name as keyof typeof kindOf];
  if (kind === undefined) return name;
  return owners?.[kind] ?? (knownOwner?.because === kind ? knownOwner.repId : undefined);
}

/** How a rule's rep is known, for somebody whom it calls by one of these names; undefined for anybody else. */
export const ownerKind = (name: unknown, { knownOwner }: Owned): OwnerKind | undefined =>
  name === "owner" ? knownOwner?.because : kindOf[name as keyof typeof kindOf];

/** Whether a rule's `rep` is a known owner, whoever that is, and not one rep. */
export const isOwnerName = (name: unknown): name is OwnerName => (ownerNames as readonly unknown[]).includes(name);
