import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Callers, callersIn, sign, signatureOf } from "../../../adapters/intake/signature.ts";
import { crmSecret, signedHeaders } from "../../build/doors.ts";
import { runs } from "../../build/runs.ts";

const now = "2026-11-02T15:00:00.000Z";
const other = `whsec_${Buffer.from("another secret of the website, here").toString("base64")}`;
const callers: Callers = { crm: [crmSecret], website: [other] };
const body = JSON.stringify({ name: "Lucía 🌹", email: "lucia@florarosa.example" });
const at = (iso: string) => Date.parse(iso);
const ask = (headers: Record<string, string | undefined>, what = body, by = callers, when = now) =>
  signatureOf(headers, Buffer.from(what), by, at(when));

describe("the signature of a request", () => {
  it("is the one that the scheme's own package makes", () => {
    const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330", body: '{"test": 2432232314}' };
    expect(sign("whsec_MfKQ9r8GKYqTwjUPD8ILPZIo2LaLaSw", message)).toBe(
      "v1,APzAMjTmGJD1CHe1l3psPWqHBNm7LdzUn7zexTcoEpk=",
    );
  });

  it("names the source whose secret it is of", () => {
    expect(ask(signedHeaders(body, "m1", now))).toEqual({ kind: "signed", caller: "crm", id: "m1" });
    expect(ask(signedHeaders(body, "m1", now, other))).toEqual({ kind: "signed", caller: "website", id: "m1" });
  });

  it("may be of either of two secrets while they are exchanged, and several may be given", () => {
    const both: Callers = { crm: [other, crmSecret] };
    for (const secret of both.crm ?? []) {
      const headers = signedHeaders(body, "m1", now, secret);
      expect(ask(headers, body, both).kind).toBe("signed");
      expect(ask(headers, body, { crm: [crmSecret] }).kind).toBe(secret === crmSecret ? "signed" : "refused");
    }
    const { "webhook-signature": one, ...rest } = signedHeaders(body, "m1", now);
    const several = `v1a,bm90IG91cnM= ${signedHeaders(body, "m1", now, other)["webhook-signature"]} ${one}`;
    expect(ask({ ...rest, "webhook-signature": several }, body, { crm: [crmSecret] }).kind).toBe("signed");
  });

  it("is not asked of who claims none", () => {
    expect(ask({ "content-type": "application/json" })).toEqual({ kind: "unsigned" });
  });

  it.each<[string, (headers: Record<string, string>) => Record<string, string | undefined>]>([
    ["without an id", ({ "webhook-id": _, ...rest }) => rest],
    ["without a timestamp", ({ "webhook-timestamp": _, ...rest }) => rest],
    ["without the signature itself", ({ "webhook-signature": _, ...rest }) => rest],
    ["with empty headers", () => ({ "webhook-id": "", "webhook-timestamp": "", "webhook-signature": "" })],
    ["of another id", (headers) => ({ ...headers, "webhook-id": "m2" })],
    ["with an id twice", (headers) => ({ ...headers, "webhook-id": "m1,m1" })],
    ["with a dot in its id", (headers) => ({ ...headers, "webhook-id": "m.1" })],
    ["with letters that no header has", (headers) => ({ ...headers, "webhook-id": "ñ" })],
    ["of another time", (headers) => ({ ...headers, "webhook-timestamp": String(at(now) / 1000 - 1) })],
    ["in milliseconds", (headers) => ({ ...headers, "webhook-timestamp": String(at(now)) })],
    ["at no time", (headers) => ({ ...headers, "webhook-timestamp": "NaN" })],
    ["of another version", (headers) => ({ ...headers, "webhook-signature": headers["webhook-signature"]?.slice(3) })],
    ["that is too short", (headers) => ({ ...headers, "webhook-signature": "v1,AAAA" })],
    ["that is nothing", (headers) => ({ ...headers, "webhook-signature": "v1," })],
    [
      "joined by commas",
      ({ "webhook-signature": one, ...rest }) => ({ ...rest, "webhook-signature": `${one},${one}` }),
    ],
  ])("refuses one %s, and says why", (_, change) => {
    const answer = ask(change(signedHeaders(body, "m1", now)));
    expect(answer).toEqual({ kind: "refused", because: expect.stringMatching(/webhook-/) });
  });

  it.each([
    [-301, "refused"],
    [-300, "signed"],
    [300, "signed"],
    [301, "refused"],
  ])("of a clock that is %i seconds from ours is %s", (seconds, kind) => {
    const theirs = new Date(at(now) + seconds * 1000).toISOString();
    expect(ask(signedHeaders(body, "m1", theirs)).kind).toBe(kind);
  });

  it("never holds for another body, id or time than those that were signed", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 });
    const id = fc.stringMatching(/^[\x21-\x2d\x2f-\x7e]{1,20}$/);
    const second = fc.integer({ min: -200, max: 200 });
    fc.assert(
      fc.property(fc.tuple(id, second, text), fc.tuple(id, second, text), (one, another) => {
        const time = (seconds: number) => new Date(at(now) + seconds * 1000).toISOString();
        const signature = signedHeaders(one[2], one[0], time(one[1]))["webhook-signature"];
        const headers = { ...signedHeaders(another[2], another[0], time(another[1])), "webhook-signature": signature };
        const same = one.every((part, n) => part === another[n]);
        expect(ask(headers, another[2]).kind).toBe(same ? "signed" : "refused");
      }),
      runs(100),
    );
  });

  it("is never made with a secret that is too weak", () => {
    const weak = Buffer.from("short").toString("base64");
    expect(ask(signedHeaders(body, "m1", now, weak), body, { crm: [weak] }).kind).toBe("refused");
    expect(ask(signedHeaders(body, "m1", now, ""), body, { crm: [""] }).kind).toBe("refused");
  });
});

describe("the secrets of the sources", () => {
  it("are one each, or two while they are exchanged", () => {
    expect(callersIn('{"crm": "a", "website": ["b", "c"]}')).toEqual({ crm: ["a"], website: ["b", "c"] });
  });

  it.each(["", "[]", '{"crm": 1}', '"whsec_a"'])("are refused as %s rather than read as none", (stored) => {
    expect(() => callersIn(stored)).toThrow();
  });
});
