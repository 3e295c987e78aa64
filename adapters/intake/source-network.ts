import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";

/**
 * The network that one sender has: an IPv4 address, or the first 64 bits of an IPv6 address, of which a household or a
 * rented server has all the rest. Undefined for what is no address.
 */
export function networkOf(address: string): string | undefined {
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  // The URL parser writes every IPv6 address in one way (RFC 5952), with an embedded IPv4 address as two groups.
  const [bare = ""] = address.split("%");
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean)) as [string[], string[]];
  const groups = [...before, ...Array(8 - before.length - after.length).fill("0"), ...after] as string[];
  const isMapped = groups.slice(0, 5).every((group) => group === "0") && groups[5] === "ffff";
  if (!isMapped) return `${groups.slice(0, 4).join(":")}::/64`;
  const bytes = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return bytes.flatMap((two) => [two >> 8, two & 255]).join(".");
}

/** Who sends, for a day: without the key nobody finds the network, and not even with it what it sent on another day. */
export const sourceHash = (key: string, network: string, now: string): string =>
  createHmac("sha256", key)
    .update(`source\n${now.slice(0, 10)}\n${network}`)
    .digest("base64url")
    .slice(0, 22);

/** Whether what was shown is the key, in the same time whatever is shown. */
export function isSame(shown: string, key: string): boolean {
  const [one, other] = [shown, key].map((text) => createHash("sha256").update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(one, other);
}

/**
 * Whose request a proxy forwarded that is connected to us: the last address of the list but its own. What stands before
 * it was sent to the proxy and may be anything.
 */
export function forwardedBy(proxy: string, list: string | undefined): string {
  const addresses = (list ?? "").split(",").map((address) => address.trim());
  if (addresses.at(-1) === proxy) addresses.pop();
  return addresses.at(-1) || proxy;
}
