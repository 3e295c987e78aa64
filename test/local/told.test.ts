import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { load } from "cheerio";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventBus } from "../../adapters/webhooks/event-bus.ts";
import { leadEvent } from "../../adapters/webhooks/lead-event.ts";
import { postWebhook } from "../../adapters/webhooks/post-webhook.ts";
import { answerTold } from "../../local/pages/told-page.ts";
import { BY, TO } from "../../local/told/keep-outgoing.ts";
import { sampleReceiver } from "../../local/told/sample-receiver.ts";
import { startTold, type ToldServer } from "../../local/told/told-server.ts";
import { openToldStore, type ToldStore } from "../../local/told/told-store.ts";
import { toldTexts } from "../../texts/by-language.ts";
import { aLead } from "../build/a-lead.ts";
import { freshFolder } from "./fixtures/toy-assembly.ts";

let file: string;
let store: ToldStore;
let told: ToldServer;
let pages: ReturnType<typeof createServer>;
beforeEach(async () => {
  file = join(freshFolder(), "told.ndjson");
  store = openToldStore(file);
  told = await startTold(store, () => Date.now());
  pages = createServer((request, response) => {
    if (!answerTold(store, request, response, new URL(request.url ?? "", "http://localhost"))) response.end("passed");
  });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  told.stop();
  pages.close();
});
const page = async (path: string) =>
  load(await (await fetch(`http://127.0.0.1:${(pages.address() as AddressInfo).port}${path}`)).text());
const event = leadEvent(aLead({ id: "seen", rev: 3 }), "local");
const [receiver] = JSON.parse(sampleReceiver.generate());
/** As a function's client is led there. */
const through = {
  ...{ protocol: "https:", timeoutMs: 5000, isPublic: () => true, lookup: () => {} },
  request: (url: string, options: { headers: object }, answer: () => void) =>
    httpRequest(
      told.url,
      { ...options, lookup: undefined, headers: { ...options.headers, [TO]: url, [BY]: "send-webhooks" } },
      answer,
    ),
} as never;

describe("what the local run tells others", () => {
  it("is listed with headers, signature and payload, for everybody in their language", async () => {
    expect(await postWebhook(receiver, event, Date.now(), through)).toEqual({ kind: "told" });
    const [kept] = store.all();
    expect(new Webhook(receiver.secret).verify(kept?.body ?? "", { ...kept?.headers })).toMatchObject({ id: "seen.3" });
    for (const locale of ["en", "es", "pt"] as const) {
      const list = await page(`/told?lang=${locale}`);
      expect(list("#told a").attr("href")).toBe(`/told/1?lang=${locale}`);
      expect(list("html").attr("lang")).toBe(locale);
      const opened = (await page(`/told/1?lang=${locale}`))("main").text();
      for (const shown of [toldTexts[locale].signed, kept?.headers["webhook-signature"], '"seen.3"', receiver.url])
        expect(opened).toContain(shown);
    }
  });

  it("is kept over a restart, also the events of the bus, and forgotten of leads that are erased", async () => {
    const client = new EventBridgeClient({
      ...{ endpoint: told.url, region: "us-east-1", maxAttempts: 1 },
      credentials: { accessKeyId: "digest-leads", secretAccessKey: "x" },
    });
    const other = leadEvent(aLead({ id: "other", rev: 1 }), "local");
    expect(await new EventBus(client, "turno-local").put([event, other])).toEqual([]);
    client.destroy();
    const again = openToldStore(file);
    expect(again.all().map(({ n, to, by, body }) => [n, to, by, JSON.parse(body).id])).toEqual([
      [1, "turno-local", "digest-leads", "seen.3"],
      [2, "turno-local", "digest-leads", "other.1"],
    ]);
    expect(told.events()).toBe(2);
    expect(again.forget(["seen"])).toBe(1);
    expect(
      openToldStore(file)
        .all()
        .map(({ n }) => n),
    ).toEqual([2]);
  });

  it("shows no password that is in a header or in the path of an address, and hostile words as words", async () => {
    await postWebhook({ ...receiver, url: "https://127.0.0.1/services/T0/secret-path" }, event, Date.now(), through);
    const hostile = '<script>alert("x")</script>';
    store.add({
      at: "2026-11-02T15:00:00.000Z",
      by: "b",
      to: hostile,
      method: "POST",
      headers: {},
      body: hostile,
      answer: "200",
    });
    const [refused] = store.all();
    expect(refused).toMatchObject({ to: "https://127.0.0.1/…", answer: "not-public" });
    const shown = await page("/told/2");
    expect(shown("main script")).toHaveLength(0);
    expect(shown("pre").text()).toBe(hostile);
  });
});
