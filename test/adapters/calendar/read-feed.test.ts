import { createServer, get, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isPublicAddress, lookupPublic } from "../../../adapters/calendar/public-address.ts";
import { feedLimit, readFeed, type Wire } from "../../../adapters/calendar/read-feed.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
/** Answers at an address of this machine, and the wire that is allowed to ask it. */
async function serve(answer: RequestListener): Promise<{ url: string; wire: Wire }> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wire = {
    get: get as Wire["get"],
    lookup: lookupPublic,
    isPublic: () => true,
    protocol: "http:",
    timeoutMs: 5000,
  };
  return { url, wire };
}
const failed = (because: string) => ({ kind: "failed", because });

describe("read feed", () => {
  it("gives the text, and what to ask with the next time", async () => {
    const { url, wire } = await serve((request, response) => {
      if (request.headers["if-none-match"] === '"v1"') return response.writeHead(304).end();
      response.setHeader("etag", '"v1"').setHeader("last-modified", "Mon, 02 Nov 2026 10:00:00 GMT");
      return response.end("\uFEFFBEGIN:VCALENDAR");
    });
    const first = await readFeed(`${url}/a.ics`, {}, wire);
    expect(first).toEqual({
      kind: "text",
      text: "BEGIN:VCALENDAR",
      etag: '"v1"',
      modified: "Mon, 02 Nov 2026 10:00:00 GMT",
    });
    expect(await readFeed(`${url}/a.ics`, { etag: '"v1"' }, wire)).toEqual({ kind: "unchanged" });
  });

  it("follows three redirects and no more", async () => {
    const { url, wire } = await serve(({ url: path = "" }, response) => {
      const hops = Number(path.slice(1));
      if (hops === 0) return response.end("BEGIN:VCALENDAR");
      return response.writeHead(302, { location: `/${hops - 1}` }).end();
    });
    expect(await readFeed(`${url}/3`, {}, wire)).toMatchObject({ kind: "text" });
    expect(await readFeed(`${url}/4`, {}, wire)).toEqual(failed("refused"));
  });

  it.each([["ftp://127.0.0.1/a"], ["https://127.0.0.1/a"], ["http://user:word@127.0.0.1/a"], ["file:///etc/passwd"]])(
    "follows no redirect to %s",
    async (location) => {
      const { url, wire } = await serve((_, response) => response.writeHead(301, { location }).end());
      expect(await readFeed(url, {}, wire)).toEqual(failed("refused"));
    },
  );

  it("follows no redirect to an address that is not public", async () => {
    const { url, wire } = await serve((_, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end(),
    );
    const careful = { ...wire, isPublic: (address: string) => address === "127.0.0.1" || isPublicAddress(address) };
    expect(await readFeed(url, {}, careful)).toEqual(failed("not-public"));
  });

  it.each([[404], [410], [401], [500], [204], [301]])("refuses status %i without an address", async (status) => {
    const { url, wire } = await serve((_, response) => response.writeHead(status).end());
    expect(await readFeed(url, {}, wire)).toEqual(failed("refused"));
  });

  it("refuses what is packed although it was not asked for", async () => {
    const { url, wire } = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
    );
    expect(await readFeed(url, {}, wire)).toEqual(failed("refused"));
  });

  it("stops reading a feed that has no end", async () => {
    let sent = 0;
    const { url, wire } = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && sent < 20 * feedLimit) {
          sent += 65_536;
          if (!response.write("x".repeat(65_536))) return response.once("drain", more);
        }
        return response.end();
      };
      more();
    });
    expect(await readFeed(url, {}, { ...wire, timeoutMs: 20_000 })).toEqual(failed("too-large"));
    expect(sent).toBeLessThan(20 * feedLimit);
  });

  it("gives up on a feed that never answers, and on one that drips", async () => {
    const silent = await serve(() => {});
    expect(await readFeed(silent.url, {}, { ...silent.wire, timeoutMs: 100 })).toEqual(failed("too-slow"));
    server?.closeAllConnections();
    server?.close();
    const dripping = await serve((_, response) => {
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect(await readFeed(dripping.url, {}, { ...dripping.wire, timeoutMs: 300 })).toEqual(failed("too-slow"));
  });

  it("says that nobody answers, and nothing of the address", async () => {
    const { url, wire } = await serve(() => {});
    server?.close();
    expect(await readFeed(`${url}/s3cret`, {}, wire)).toEqual(failed("unreachable"));
    expect(await readFeed("not an address", {}, wire)).toEqual(failed("refused"));
  });

  it.each([
    ["https://localhost/a.ics"],
    ["https://127.0.0.1/a.ics"],
    ["https://[::1]/a.ics"],
    ["https://0x7f.1/a.ics"],
    ["https://2130706433/"],
    ["https://[::ffff:10.0.0.1]/"],
  ])("never asks %s", async (address) => {
    expect(await readFeed(address)).toEqual(failed("not-public"));
  });
});

describe("a public address", () => {
  it.each(["8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "2a00:1450:4003::200e"])(
    "is %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2001::1",
    "calendar.example",
    "",
  ])("is not %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
