import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkOf, sourceHash } from "../../../adapters/intake/source-network.ts";
import { runs } from "../../build/runs.ts";

describe("the network that a submission came from", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::ffff:c000:207", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each(["", "unknown", "192.0.2", "192.0.2.7, 198.51.100.1", "2001:db8::1::2", "[::1]"])(
    "of “%s” is none",
    (address) => {
      expect(networkOf(address)).toBeUndefined();
    },
  );

  it("is the same for all addresses of a /64, and another for every other", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (one, another) => {
        const [network, others] = [networkOf(one), networkOf(another)];
        const half = (address: string) => new URL(`http://[${address}]`).hostname;
        if (network === undefined || !network.endsWith("/64")) return;
        const inside = network.replace("::/64", ":dead:beef:1:2");
        expect(networkOf(inside)).toBe(network);
        if (half(one) === half(another)) expect(others).toBe(network);
      }),
      runs(100),
    );
  });

  it("is kept as a hash that is another tomorrow and with another key", () => {
    const hash = sourceHash("key", "192.0.2.7", "2026-11-02T15:00:00.000Z");
    expect(hash).toBe(sourceHash("key", "192.0.2.7", "2026-11-02T23:00:00.000Z"));
    expect(hash).not.toBe(sourceHash("key", "192.0.2.7", "2026-11-03T00:00:00.000Z"));
    expect(hash).not.toBe(sourceHash("yek", "192.0.2.7", "2026-11-02T15:00:00.000Z"));
    expect(hash).not.toContain("192");
  });
});
