import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { load } from "cheerio";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { formToken } from "../../adapters/intake/form-token.ts";
import { releaseHeld } from "../../functions/release-held/release-held.ts";
import type { IntakeMost } from "../../functions/submit-lead/doors.ts";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import { aSite, edgeKey, formKey, from, signedHeaders } from "../build/doors.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const executions = { start: vi.fn(async () => {}) };

const clock = { now: "2026-11-02T15:00:00.000Z" };
const now = () => clock.now;
const later = (ms: number) => {
  clock.now = new Date(Date.parse(clock.now) + ms).toISOString();
};
let most: Partial<IntakeMost> = {};
let person = 0;
let hour = 0;
beforeEach(() => {
  executions.start.mockClear();
  person += 1;
  most = {};
  // Each test counts in an hour of its own.
  hour += 2;
  clock.now = new Date(Date.UTC(2026, 10, 2, hour)).toISOString();
});

interface Sending {
  ip?: string;
  headers?: Record<string, string>;
  base64?: boolean;
}

async function post(body: string, { ip = "192.0.2.1", headers = {}, base64 = false }: Sending = {}) {
  const event = {
    ...from(ip),
    headers: { "content-type": "application/json", ...headers },
    body: base64 ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded: base64,
  };
  const answer = await answerPost(event as unknown as APIGatewayProxyEventV2, aSite(tables, now, { most, executions }));
  const text = String(answer.body);
  const isJson = String(answer.headers?.["Content-Type"]).includes("json");
  return { status: answer.statusCode, headers: answer.headers ?? {}, text, body: isJson ? JSON.parse(text) : {} };
}
const ana = (fields: object = {}) => ({ name: "Ana Prueba", email: `ana${person}@empresa.example`, ...fields });
const send = (fields: object = {}, sending?: Sending) => post(JSON.stringify(ana(fields)), sending);

/** What a form that is shown now posts later. */
const aForm = (id = `form-${person}`) => ({ submission_id: id, form_token: formToken(formKey, id, Date.parse(now())) });
const held = async () => {
  const all = await tables.held.all(now());
  return all.filter(({ facts }) => facts.email === ana().email);
};
const leads = async () =>
  (await tables.items("leads")).filter(
    ({ sk, facts }) => sk === "LEAD" && (facts as { email?: string }).email === ana().email,
  );

describe("a signed submission", () => {
  const sign = (body: string, id = `m-${person}`) => ({ headers: signedHeaders(body, id, now()) });

  it.each([false, true])("is taken with what it says of the account, its body in base64: %s", async (base64) => {
    const body = JSON.stringify(ana({ name: "Ñandú 🌹", customer_type: "customer", engagement: 7 }));
    const answer = await post(body, { ...sign(body), base64 });
    expect(answer.status).toBe(201);
    expect(answer.body).not.toHaveProperty("claimed");
    expect(await tables.leads.load(answer.body.lead)).toMatchObject({
      facts: { name: "Ñandú 🌹", customerType: "customer", engagement: 7 },
    });
  });

  it("sent again under its id is the same lead", async () => {
    const body = JSON.stringify(ana());
    const first = await post(body, sign(body));
    const again = await post(body, sign(body));
    expect(again).toMatchObject({ status: 201, body: { lead: first.body.lead, status: "received" } });
    expect(await leads()).toHaveLength(1);
  });

  it("copied by a stranger is refused after five minutes", async () => {
    const body = JSON.stringify(ana());
    const copied = sign(body);
    later(301_000);
    const answer = await post(body, copied);
    expect(answer.status).toBe(401);
    expect(answer.headers["Content-Type"]).toBe("application/problem+json");
    expect(answer.body).toMatchObject({
      type: "urn:turno:bad-signature",
      detail: expect.stringContaining("300 seconds"),
    });
    expect(await leads()).toEqual([]);
  });

  it("with another body is refused, and nothing is kept of it", async () => {
    const headers = signedHeaders(JSON.stringify(ana()), "m", now());
    expect((await send({ name: "Somebody else" }, { headers })).status).toBe(401);
    expect([await leads(), await held()]).toEqual([[], []]);
  });

  it("is never refused for how many come, nor held for the company's own web site", async () => {
    most = { form: 1, unsigned: 1, unsignedInAll: 1 };
    const body = JSON.stringify(ana({ website: "https://empresa.example" }));
    for (const n of [1, 2, 3]) expect((await post(body, sign(body, `m-${person}-${n}`))).status).toBe(201);
    expect(await leads()).toHaveLength(1);
  });
});

describe("an unsigned submission", () => {
  it("keeps what it claims of the account for the rep, names it in the answer, and counts none of it", async () => {
    const { status, body } = await send({ customer_type: "customer", engagement: "900", size: "51-200" });
    expect(status).toBe(201);
    expect(body.claimed.map(({ field }: { field: string }) => field)).toEqual(["customer_type", "engagement"]);
    const lead = await tables.leads.load(body.lead);
    expect(lead.facts).not.toHaveProperty("customerType");
    expect(lead.facts).not.toHaveProperty("engagement");
    expect(lead.asWritten).toEqual([
      { field: "size", text: "51-200" },
      { field: "customer_type", text: "customer", claimed: true },
      { field: "engagement", text: "900", claimed: true },
    ]);
  });

  it("past the limit of its address hears when to come again, and then is taken", async () => {
    most = { unsigned: 2 };
    for (const n of [1, 2]) expect((await send({ message: `${n}` })).status).toBe(201);
    const refused = await send({ message: "3" });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ type: "urn:turno:too-many", status: 429 });
    expect(refused.headers["Retry-After"]).toBe("3600");
    later(Number(refused.headers["Retry-After"]) * 1000);
    expect((await send({ message: "3" })).status).toBe(201);
  });

  it("is not counted by what its headers say of the address", async () => {
    most = { unsigned: 1 };
    expect((await send()).status).toBe(201);
    for (const spoofed of ["198.51.100.1", "203.0.113.9, 192.0.2.1", ""]) {
      const headers = { "x-forwarded-for": spoofed, forwarded: `for=${spoofed}`, "x-real-ip": spoofed };
      expect((await send({ message: spoofed }, { headers })).status).toBe(429);
    }
  });

  it("is counted together with all addresses of its /64, and with no other network's", async () => {
    most = { unsigned: 2 };
    const statuses = [];
    for (const ip of ["2001:db8:0:7::1", "2001:db8:0:7:ffff::2", "2001:db8:0:7:1:2:3:4", "2001:db8:0:8::1"])
      statuses.push((await send({ message: ip }, { ip })).status);
    expect(statuses).toEqual([201, 201, 429, 201]);
  });

  it("from ever other addresses is held beyond the limit of all, and none is lost", async () => {
    most = { unsignedInAll: 10 };
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => {
        const email = `bot${person}-${n}@botnet.example`;
        return post(JSON.stringify({ name: "Bot", email }), { ip: `10.0.${n >> 8}.${n & 255}` });
      }),
    );
    expect(answers.map(({ status, body }) => [status, body.status])).toEqual(Array(40).fill([201, "received"]));
    const flooded = (await tables.held.all(now())).filter(({ reason }) => reason === "flood");
    expect(flooded).toHaveLength(30);
    const known = (await tables.items("leads")).flatMap(({ sk, id }) => (sk === "LEAD" ? [id] : []));
    const kept = new Set([...known, ...flooded.map(({ leadId }) => leadId)]);
    expect(answers.every(({ body }) => kept.has(body.lead))).toBe(true);
  });

  it("counts exactly, however many come at once", async () => {
    most = { unsigned: 5 };
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => send({ email: `x${n}@y${person}.example` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  it("that makes no lead is not counted", async () => {
    most = { unsigned: 1 };
    expect((await send({ email: "ana@" })).status).toBe(422);
    expect((await post("[]")).status).toBe(400);
    expect((await post("x", { headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await post(JSON.stringify(ana({ message: "x".repeat(40_000) })))).status).toBe(413);
    expect((await send()).status).toBe(201);
  });
});

describe("a submission that came by the edge", () => {
  const by = (forwarded: string, key = edgeKey): Sending => ({
    ip: "198.51.100.9",
    headers: { "x-turno-edge": key, "x-forwarded-for": `${forwarded}, 198.51.100.9` },
  });

  it("is of the address that the edge forwards, so that all who come by it do not share one limit", async () => {
    most = { unsigned: 1 };
    expect((await send({}, by("192.0.2.20"))).status).toBe(201);
    expect((await send({}, by("192.0.2.21"))).status).toBe(201);
    expect((await send({}, by("192.0.2.20"))).status).toBe(429);
  });

  it("is of the last address before the edge, whatever its sender says of those before", async () => {
    most = { unsigned: 1 };
    expect((await send({}, by("10.0.0.1, 192.0.2.22"))).status).toBe(201);
    expect((await send({}, by("10.0.0.2, 192.0.2.22"))).status).toBe(429);
  });

  it("is of its own connection where somebody only says that they are the edge", async () => {
    most = { unsigned: 1 };
    expect((await send({}, by("192.0.2.23", "a guess"))).status).toBe(201);
    expect((await send({}, by("192.0.2.24", "a guess"))).status).toBe(429);
  });
});

describe("a submission of our form", () => {
  it("is taken once a person can have filled it in", async () => {
    const form = aForm();
    later(30_000);
    expect((await send(form)).status).toBe(201);
    expect([(await leads()).length, (await held()).length]).toEqual([1, 0]);
  });

  it("has a limit of its own, so that programs at its address do not shut people out", async () => {
    most = { unsigned: 1, form: 1 };
    const form = aForm();
    later(30_000);
    expect((await send({ message: "by a program" })).status).toBe(201);
    expect((await send({ message: "by a program again" })).status).toBe(429);
    expect((await send({ ...form, email: `another${person}@empresa.example` })).status).toBe(201);
  });

  it("past its limit shows a person the form again with what they typed", async () => {
    most = { form: 1 };
    const another = aForm("another");
    later(30_000);
    expect((await send(another)).status).toBe(201);
    later(-30_000);
    const fields = { ...aForm(), ...ana({ message: "¡Hola!", language: "es" }) };
    later(30 * 60_000);
    const body = String(new URLSearchParams(fields as Record<string, string>));
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
    const answer = await post(body, { headers });
    expect(answer.status).toBe(429);
    expect(answer.headers["Retry-After"]).toBe("1800");
    const $ = load(answer.text);
    expect($("#message").text().trim()).toBe("¡Hola!");
    expect($("[role=alert]").text()).toContain("envíelo de nuevo en 30 minutos");
    expect($("[name=form_token]").val()).toBe(fields.form_token);
  });

  it("that was open for more than a day is a program's, and is taken", async () => {
    const form = aForm();
    later(25 * 3_600_000);
    expect((await send(form)).status).toBe(201);
    expect([(await leads()).length, (await held()).length]).toEqual([1, 0]);
    most = { unsigned: 1 };
    expect((await send({ ...form, message: "again" })).status).toBe(429);
  });

  it("sent twice is one lead, also at once", async () => {
    const form = aForm();
    later(30_000);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(form)));
    expect(new Set(answers.map(({ body }) => body.lead)).size).toBe(1);
    expect(await leads()).toHaveLength(1);
    expect(await held()).toEqual([]);
  });

  it("may be corrected and sent again, and used up is held", async () => {
    const form = aForm();
    later(30_000);
    for (const message of ["one", "two", "three"]) expect((await send({ ...form, message })).status).toBe(201);
    expect(await held()).toEqual([]);
    await send({ ...form, message: "four" });
    expect(await held()).toMatchObject([{ reason: "used-up", facts: { message: "four" } }]);
    await send({ ...form, message: "two" });
    expect(await held()).toHaveLength(1);
  });
});

describe("what looks automatic", () => {
  const ways: [string, () => object][] = [
    ["trap", () => ({ website: "https://spam.example" })],
    ["too-soon", () => aForm()],
    ["forged", () => ({ ...aForm(), form_token: "made-up" })],
    ["forged", () => ({ ...aForm("form-of-another"), submission_id: "form-1" })],
  ];

  it.each(ways)("is held as %s, starts nothing, and is answered as any other", async (reason, fields) => {
    const { status, body } = await send(fields());
    expect([status, body.status]).toEqual([201, "received"]);
    expect(body.lead).toMatch(/^[0-9a-f]{32}$/);
    expect(await held()).toMatchObject([{ reason, leadId: body.lead, facts: { name: "Ana Prueba" } }]);
    expect(await leads()).toEqual([]);
    expect(executions.start).not.toHaveBeenCalled();
    const again = await send(fields());
    expect([again.status, again.body]).toEqual([status, body]);
    expect(await held()).toHaveLength(1);
  });

  it("is limited as programs are, so that nobody fills the list from one address", async () => {
    most = { unsigned: 1, form: 100 };
    expect((await send({ website: "x" })).status).toBe(201);
    expect((await send({ website: "y", message: "another" })).status).toBe(429);
  });

  it("is released by the same person's sending the form as people do, and by no program's", async () => {
    await send({ website: "filled in by the browser", message: "the first" });
    await send({ message: "by a program" });
    expect(await held()).toHaveLength(1);
    const form = aForm();
    later(30_000);
    await send({ ...form, email: ana().email.toUpperCase(), message: "the second" });
    expect(await held()).toEqual([]);
    expect(await tables.held.released(now(), 100)).toContainEqual(
      expect.objectContaining({
        releasedBy: "a clean repetition",
        facts: expect.objectContaining({ message: "the first" }),
      }),
    );
  });
});

describe("what comes beyond its sender's share of a lead's day", () => {
  const flood = async () => {
    for (let n = 0; n < 6; n += 1) await send({ message: `noise ${n}` });
    return held();
  };

  it("is held, is answered as any other, and the lead says so", async () => {
    expect(await flood()).toMatchObject([{ reason: "crowded", facts: { message: "noise 5" } }]);
    const again = await send({ message: "noise 5" });
    expect(again).toMatchObject({ status: 201, body: { status: "received" } });
    expect(await held()).toHaveLength(1);
    const [lead] = await leads();
    expect(lead).toMatchObject({ submissions: 5, keptOn: { count: 5, more: true } });
  });

  it("stays held when the person sends the form, who is heard from another network", async () => {
    await flood();
    const form = aForm();
    later(30_000);
    await send({ ...form, message: "It is me" }, { ip: "198.51.100.7" });
    expect(await held()).toMatchObject([{ reason: "crowded" }]);
    expect(JSON.stringify((await leads())[0]?.additions)).toContain("It is me");
  });

  it("is added to the lead when somebody releases it", async () => {
    const [one] = await flood();
    if (!one) throw new Error("nothing is held");
    await tables.held.release(one, "eva");
    await releaseHeld({ ...tables, executions, now, hasTime: () => true });
    expect(JSON.stringify((await leads())[0]?.additions)).toContain("noise 5");
    expect(await held()).toEqual([]);
  });
});
