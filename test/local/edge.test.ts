import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readApp } from "../../local/app.ts";
import { createEdge } from "../../local/edge/edge.ts";
import { readAssembly } from "../../local/template.ts";
import { synthesise } from "../infra/synthesised.ts";

const page = mkdtempSync(join(tmpdir(), "turno-edge-"));
writeFileSync(join(page, "index.html"), `<!doctype html><head><title>Turno</title></head>${"a".repeat(2000)}`);
const assets = mkdtempSync(join(tmpdir(), "turno-edge-"));
writeFileSync(join(assets, "main-ABC.js"), "1");
writeFileSync(join(page, "..", "secret.js"), "no");

let server: Server;
let base: string;
beforeAll(async () => {
  const { app, outdir } = synthesise("local");
  app.synth();
  const { edge } = readApp(readAssembly(outdir), "http://localhost:3000");
  if (!edge) throw new Error("the local stage has an edge");
  const files = edge.files.map((each) => ({ ...each, dir: each.prefix === "app" ? page : assets }));
  const answer = createEdge({ ...edge, files }, async (_, response) => {
    response.writeHead(200, { "content-type": "text/plain" }).end("the API");
  });
  server = createServer((request, response) => void answer(request, response, new URL(request.url ?? "/", base)));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe("the edge on this machine", () => {
  it.each(["/app/", "/app/leads", "/app/leads/0123abcd"])("answers %s with the console's page", async (path) => {
    const response = await fetch(base + path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
  });

  it("tells the console's page that it is on this machine, which the deployed page is not told", async () => {
    const mark = '<meta name="turno" content="local">';
    expect(await (await fetch(`${base}/app/tour`)).text()).toContain(mark);
    expect(readFileSync(join(page, "index.html"), "utf8")).not.toContain("turno");
    expect(readFileSync(join(import.meta.dirname, "../../console/index.html"), "utf8")).not.toContain(mark);
  });

  it("answers with its files, to be kept for a year", async () => {
    const response = await fetch(`${base}/app/assets/main-ABC.js`);
    expect(await response.text()).toBe("1");
    expect(response.headers.get("cache-control")).toContain("immutable");
  });

  it.each(["/app/assets/none.js", "/app/assets/..%2f..%2fsecret.js"])("has no file at %s", async (path) => {
    const { status } = await fetch(base + path);
    expect(status).toBe(403);
  });

  it.each(["/app/assets/../secret.js", "/app/none.css"])("takes %s for a place of the console", async (path) => {
    expect((await fetch(base + path)).headers.get("content-type")).toBe("text/html");
  });

  it("says nothing again that a browser has", async () => {
    const etag = (await fetch(`${base}/app/`)).headers.get("etag") ?? "";
    expect((await fetch(`${base}/app/`, { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it.each(["/form", "/api/me", "/offers/abc", "/embed.js"])(
    "leaves %s to the API, under its own headers",
    async (path) => {
      const response = await fetch(base + path);
      expect(await response.text()).toBe("the API");
      expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000");
      expect(response.headers.get("content-security-policy")).toBeNull();
    },
  );
});
