import type { Lead } from "../../routing/lead/lead.ts";
import type { Doing, Hold } from "./life-after.ts";

/** In whose hands a lead is, as it says itself. */
export const holdIn = ({ status, ownerId, offers, escalation, follow, closed, erased }: Lead): Hold => {
  if (erased) return { kind: "over", as: "erased" };
  if (["closed", "rejected", "nurtured"].includes(status)) return { kind: "over", as: closed?.outcome ?? status };
  if (status === "offered") {
    const open = offers.filter(({ outcome }) => outcome === undefined);
    const [{ repId = "nobody", round } = {}] = open;
    return round === undefined ? { kind: "asked", by: repId } : { kind: "shown", to: open.map((one) => one.repId) };
  }
  if (status === "escalated") return { kind: "manager", by: escalation?.managerId ?? "nobody" };
  if (!["accepted", "introduced", "contacted"].includes(status)) return { kind: "nobody" };
  const met = follow?.contactedAt !== undefined;
  return { kind: "owned", by: ownerId ?? "nobody", told: status !== "accepted", met };
};

export const same = (one: Hold, other: Hold): boolean => told(one) === told(other);
export const told = (of: Hold | Doing): string => JSON.stringify(Object.fromEntries(Object.entries(of).sort()));
