import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { BlockList, isIP } from "node:net";

/** What must not be asked: ourselves, the network that we stand in, and what no public server has. */
const blocked = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  blocked.addSubnet(network, prefix, "ipv4");
}

/** Global unicast addresses of IPv6, and what lies among them that leads elsewhere: tunnels, documentation. */
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  blocked.addSubnet(network, prefix, "ipv6");
}

/** Whether a server at this IP address may be asked for what somebody else named. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, "ipv4");
  return family === 6 && global.check(address, "ipv6") && !blocked.check(address, "ipv6");
}

/** The name leads to an address that must not be asked. */
export class NotPublic extends Error {
  override readonly name = "NotPublic";
}

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Looks names up for a connection, and refuses those of which any address is not public. It is the connection's own
 * look-up that is checked, so that a name cannot lead elsewhere between two of them.
 */
export function lookupPublic(hostname: string, options: LookupOptions, done: Done): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "");
    if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new NotPublic(), "");
    const [first] = addresses;
    if (options.all) return done(null, addresses);
    return first ? done(null, first.address, first.family) : done(new NotPublic(), "");
  });
}
