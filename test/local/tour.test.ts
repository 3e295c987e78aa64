import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { sampleLead } from "../../local/tour/sample-leads.ts";
import { createTour } from "../../local/tour/tour.ts";

const noon = Date.parse("2026-11-30T12:00:00Z");
let turno: { now: number; sent: Record<string, unknown>[]; takes: boolean };
let server: Server;
let base: string;
beforeAll(async () => {
  const tour = createTour({
    state: async (locale) => ({ operator: { id: "irene", name: `Irene in ${locale}` } }),
    send: async (submission) => {
      turno.sent.push(submission as Record<string, unknown>);
      return new Response(null, { status: turno.takes ? 202 : 503 });
    },
    putForward: async (ms) => {
      turno.now += ms;
    },
    now: () => turno.now,
    speed: 60,
  });
  server = createServer((request, response) => void tour(request, response, new URL(request.url ?? "/", base)));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  turno = { now: noon, sent: [], takes: true };
});
const ask = (path: string, init?: RequestInit) => fetch(`${base}/_turno/tour${path}`, init);

describe("the tour on this machine", () => {
  it("tells in the reader's language how far the newest lead is, and what time it is", async () => {
    expect(await (await ask("?lang=pt")).json()).toEqual({
      now: "2026-11-30T12:00:00.000Z",
      speed: 60,
      operator: { id: "irene", name: "Irene in pt" },
    });
  });

  it("sends samples, each of somebody new", async () => {
    for (let n = 0; n < 5; n++) expect((await ask("/lead", { method: "POST" })).status).toBe(202);
    const of = (field: string) => new Set(turno.sent.map((one) => one[field]));
    expect(of("email").size).toBe(5);
    expect(of("submission_id").size).toBe(5);
    expect(of("name").size).toBe(4);
  });

  it("says when a sample is not taken", async () => {
    turno.takes = false;
    expect((await ask("/lead", { method: "POST" })).status).toBe(502);
  });

  it("lets ten minutes pass", async () => {
    await ask("/hurry", { method: "POST" });
    expect(turno.now).toBe(noon + 600_000);
  });

  it("does nothing for another site that is open in the same browser", async () => {
    const theirs = { method: "POST", headers: { "sec-fetch-site": "cross-site" } };
    expect([(await ask("/lead", theirs)).status, (await ask("/hurry", theirs)).status]).toEqual([403, 403]);
    expect(turno).toEqual({ now: noon, sent: [], takes: true });
  });

  it("knows nothing else", async () => {
    expect((await ask("/reps")).status).toBe(404);
    expect((await ask("/hurry")).status).toBe(404);
  });
});

describe("the samples of the tour", () => {
  it.each([0, 1, 2, 3])("number %i is a lead that the form would take, with nothing that nobody reads", (n) => {
    const read = readForm(sampleLead(n, "a1b2c3"), "en", false);
    expect(read).not.toHaveProperty("faults");
    expect(read).toMatchObject({ unknown: [], claimed: [], facts: { email: expect.stringMatching(/^\w+\.a1b2c3@/) } });
  });
});
