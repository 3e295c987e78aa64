import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFrom, linkedinAnswer } from "../../../adapters/intake/source-signature.ts";

const secret = "the client secret of an app";
const now = Date.parse("2026-11-30T15:00:00.000Z");
const url = "https://leads.andina.example/in/ads";
const mac = (data: string, as: "hex" | "base64") => createHmac("sha256", secret).update(data).digest(as);

/** How each service that signs what it sends says so. */
const signed = {
  meta: (body: string) => ({ "x-hub-signature-256": `sha256=${mac(body, "hex")}` }),
  typeform: (body: string) => ({ "typeform-signature": `sha256=${mac(body, "base64")}` }),
  tally: (body: string) => ({ "tally-signature": mac(body, "base64") }),
  linkedin: (body: string) => ({ "x-li-signature": mac(`hmacsha256=${body}`, "hex") }),
  hubspot: (body: string) => ({
    "x-hubspot-request-timestamp": String(now),
    "x-hubspot-signature-v3": mac(`POST${url}${body}${now}`, "base64"),
  }),
} as const;
const kinds = Object.keys(signed) as (keyof typeof signed)[];
const asked = (by: keyof typeof signed, headers: Readonly<Record<string, string | undefined>>, body: Uint8Array) =>
  isFrom(by, { secret }, { method: "POST", url, headers, body }, { now, header: "x-key" });

describe("a source that signs", () => {
  it.each(kinds)("%s is believed of every byte as it came, and of no other", (by) => {
    const altering = fc.property(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (text, at, flip) => {
        const body = Buffer.from(text);
        const headers = signed[by](text);
        expect(asked(by, headers, body)).toEqual({});
        const altered = Buffer.from(body);
        altered[at % body.length] = (altered[at % body.length] ?? 0) ^ flip;
        expect(asked(by, headers, altered)).toBeUndefined();
        expect(asked(by, headers, Buffer.concat([body, Buffer.from(" ")]))).toBeUndefined();
      },
    );
    expect(fc.check(altering).failed).toBe(false);
  });

  it.each(kinds)("%s is refused with a signature that is shortened, doubled, empty or of another encoding", (by) => {
    const body = "{}";
    const headers = signed[by](body);
    const change = (to: (value: string) => string) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, /time/.test(name) ? value : to(value)]));
    const wrong = [
      ...[(value: string) => value.slice(0, -1), (value: string) => `${value},${value}`, () => "", () => "sha256="],
      ...[(value: string) => `${value}\u0000`, (value: string) => encodeURIComponent(`${value}=`)],
    ];
    for (const to of wrong) expect(asked(by, change(to), Buffer.from(body))).toBeUndefined();
    expect(asked(by, {}, Buffer.from(body))).toBeUndefined();
    expect(
      isFrom(by, { secret: "" }, { method: "POST", url, headers, body: Buffer.from(body) }, { now, header: "" }),
    ).toBeUndefined();
  });
});

describe("LinkedIn", () => {
  it("is answered whether the address knows the secret, for a code of theirs alone", () => {
    const challengeCode = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
    expect(JSON.parse(linkedinAnswer({ challengeCode }, { secret }) ?? "{}")).toEqual({
      challengeCode,
      challengeResponse: mac(challengeCode, "hex"),
    });
    // Nobody is given the signature of a message that they could send.
    for (const code of [undefined, "", "hmacsha256={}", `${challengeCode}x`, `hmacsha256=${challengeCode}`])
      expect(linkedinAnswer({ challengeCode: code }, { secret })).toBeUndefined();
  });
});
