import { type Component, firstValue, propertiesNamed } from "./components.ts";

/**
 * Whether an event leaves its owner no time: not one that is cancelled, that the owner (addresses in lower case)
 * declined or delegated, or that is marked as free. What Outlook says of it goes first, since out of office may be
 * transparent.
 */
export function takesTime(event: Component, owner: ReadonlySet<string>): boolean {
  const said = (name: string) => firstValue(event, name).toUpperCase();
  // Some write it as in American English.
  if (/^CANCELL?ED$/.test(said("STATUS"))) return false;
  if (propertiesNamed(event, "ATTENDEE").some(({ rest }) => addressesIn(rest).some((one) => owner.has(one))))
    return false;
  const outlook = said("X-MICROSOFT-CDO-BUSYSTATUS") || said("X-MICROSOFT-MSNCALENDAR-BUSYSTATUS");
  if (outlook) return outlook !== "FREE" && outlook !== "WORKINGELSEWHERE";
  return !said("TRANSP").startsWith("TRANSPARENT");
}

/** The addresses of an attendee: of the value, and of the parameters EMAIL and CN where servers put them as well. */
function addressesIn(rest: string): string[] {
  const last = rest.slice(rest.lastIndexOf(":") + 1).trim();
  const address = last !== rest.trim() && /^[^\s;"<>@]+@[^\s;"<>]+$/.test(last) ? last : undefined;
  const named = [...rest.matchAll(/;\s*(?:EMAIL|CN)\s*=\s*"?(?:mailto:)?([^\s:;",<>]+@[^\s:;",<>]+)/gi)];
  return [address, ...named.map((found) => found[1])].flatMap((one) => (one ? [one.toLowerCase()] : []));
}
