import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  MessageRejected,
  SESClient,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendRawEmailCommand,
} from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFaults, type Faults } from "../../local/faults.ts";
import { type MailSink, startMailSink } from "../../local/mail/mail-sink.ts";
import { type MailStore, openMailStore } from "../../local/mail/mail-store.ts";
import { answerMailbox } from "../../local/pages/mailbox-page.ts";
import { freshFolder } from "./fixtures/toy-assembly.ts";

let file: string;
let store: MailStore;
let sink: MailSink;
let faults: Faults;
let ses: SESClient;

beforeEach(async () => {
  file = join(freshFolder(), "mails.ndjson");
  store = openMailStore(file);
  faults = createFaults("");
  sink = await startMailSink(store, () => Date.parse("2030-01-02T03:04:05Z"), faults);
  const credentials = { accessKeyId: "offer-lead", secretAccessKey: "x" };
  ses = new SESClient({ endpoint: sink.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterEach(() => {
  ses.destroy();
  sink.stop();
  store.close();
});

function aMail(change: Partial<SendEmailCommandInput> = {}): SendEmailCommand {
  return new SendEmailCommand({
    Source: "Turno <ventas@example.com>",
    Destination: { ToAddresses: ["Ana <ana@example.com>", "b@example.com"] },
    Message: {
      Subject: { Data: "Una oferta — ¡ya! 🎉" },
      Body: { Html: { Data: "<p>Hola & adiós</p>\n" }, Text: { Data: "Hola\n" } },
    },
    Tags: [
      { Name: "kind", Value: "offer" },
      { Name: "lead", Value: "01H" },
    ],
    ...change,
  });
}

describe("the mail sink", () => {
  it("keeps what the SDK's client sends", async () => {
    const { MessageId } = await ses.send(aMail());
    expect(store.after(0)).toEqual([
      {
        n: 1,
        id: MessageId,
        at: "2030-01-02T03:04:05.000Z",
        from: "Turno <ventas@example.com>",
        to: ["Ana <ana@example.com>", "b@example.com"],
        cc: [],
        bcc: [],
        replyTo: [],
        subject: "Una oferta — ¡ya! 🎉",
        html: "<p>Hola & adiós</p>\n",
        text: "Hola\n",
        tags: { kind: "offer", lead: "01H" },
      },
    ]);
    expect(sink.sent).toEqual({ "offer-lead": 1 });
  });

  it("keeps raw mails with their parts decoded", async () => {
    const raw = [
      "From: Turno <ventas@example.com>",
      "To: ana@example.com",
      "Subject: =?utf-8?q?Ol=C3=A1?=",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("Olá, até já").toString("base64"),
    ].join("\r\n");
    await ses.send(
      new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, Tags: [{ Name: "kind", Value: "raw" }] }),
    );
    expect(store.after(0)[0]).toMatchObject({
      from: "Turno <ventas@example.com>",
      to: ["ana@example.com"],
      subject: "Olá",
      text: expect.stringContaining("Olá, até já"),
      tags: { kind: "raw" },
    });
  });

  it.each([
    ["no recipient", { Destination: {} }, /Missing final recipient/],
    ["an address that is none", { Destination: { ToAddresses: ["ana"] } }, /Illegal address: ana/],
    ["a tag that SES would refuse", { Tags: [{ Name: "kind", Value: "an offer" }] }, /Invalid message tag kind/],
    ["too many recipients", { Destination: { ToAddresses: Array(51).fill("a@example.com") } }, /exceeds 50/],
  ])("refuses a mail with %s", async (_, change, message) => {
    await expect(ses.send(aMail(change))).rejects.toThrow(message);
    expect(store.heads()).toEqual([]);
  });

  it("refuses, fails or forgets to answer on demand", async () => {
    faults.set("ses:refuse:1,ses:fail:1,ses:drop-after:1");
    await expect(ses.send(aMail())).rejects.toThrow(MessageRejected);
    await expect(ses.send(aMail())).rejects.toMatchObject({
      name: "InternalFailure",
      $metadata: { httpStatusCode: 500 },
    });
    expect(store.heads()).toHaveLength(0);
    await expect(ses.send(aMail())).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(store.heads()).toHaveLength(1);
    await ses.send(aMail());
    expect(store.heads()).toHaveLength(2);
  });
});

describe("the file of mails", () => {
  it("has a mail once it is acknowledged, and opens again with all of them", async () => {
    await ses.send(aMail());
    await ses.send(aMail({ Source: "second@example.com" }));
    const again = openMailStore(file);
    expect(again.after(1)).toMatchObject([{ n: 2, from: "second@example.com", text: "Hola\n" }]);
    again.close();
  });

  it("loses nothing but a line that was never finished", async () => {
    await ses.send(aMail());
    const whole = readFileSync(file, "utf8");
    appendFileSync(file, '{"n":2,"id":"half');
    const again = openMailStore(file);
    again.add({ id: "x", at: "", from: "c@example.com", to: [], subject: "", html: "", text: "", tags: {} });
    expect(again.heads().map((mail) => mail.n)).toEqual([1, 2]);
    expect(readFileSync(file, "utf8").startsWith(`${whole}{"n":2,"id":"x"`)).toBe(true);
    again.close();
  });
});

/** What the mailbox answers for a path: status, headers, body. */
function mailbox(path: string) {
  const answer = { status: 0, headers: {} as Record<string, string>, body: "" };
  const response = {
    writeHead(status: number, headers: Record<string, string>) {
      Object.assign(answer, { status, headers });
      return { end: (body: string) => Object.assign(answer, { body }) };
    },
  };
  const known = answerMailbox(store, response as never, new URL(path, "http://localhost"));
  return known ? answer : undefined;
}

describe("the mailbox", () => {
  it("lists the newest mail first, with its kind, and one recipient's alone", async () => {
    await ses.send(aMail());
    await ses.send(
      aMail({ Destination: { ToAddresses: ["c@example.com"] }, Tags: [{ Name: "kind", Value: "introduction" }] }),
    );
    const all = mailbox("/mailbox")?.body ?? "";
    expect(all.indexOf("/mailbox/mails/2")).toBeLessThan(all.indexOf("/mailbox/mails/1"));
    expect(all).toContain('<span class="badge">introduction</span>');
    const one = mailbox("/mailbox?to=c%40example.com")?.body ?? "";
    expect(one).toContain("/mailbox/mails/2");
    expect(one).not.toContain("/mailbox/mails/1");
  });

  it("escapes everything that a mail brings", async () => {
    const Subject = { Data: `"><script>alert(1)</script>` };
    await ses.send(aMail({ Message: { Subject, Body: { Text: { Data: "</pre><script>alert(2)</script>" } } } }));
    for (const path of ["/mailbox", "/mailbox/mails/1", "/mailbox/mails/1?view=text"]) {
      expect(mailbox(path)?.body).not.toContain("<script>alert");
    }
  });

  it("shows a mail's HTML in a frame that runs nothing and opens links in new tabs", async () => {
    await ses.send(aMail());
    expect(mailbox("/mailbox/mails/1")?.body).toMatch(
      /<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    );
    const frame = mailbox("/mailbox/mails/1/html");
    expect(frame?.body).toBe('<base target="_blank"><p>Hola & adiós</p>\n');
    expect(frame?.headers["content-security-policy"]).toMatch(/^sandbox allow-popups .*default-src 'none'/);
  });

  it("answers the mails after the n-th as JSON", async () => {
    for (const name of ["a", "b", "c"]) await ses.send(aMail({ Source: `${name}@example.com` }));
    const { mails } = JSON.parse(mailbox("/mailbox/api/mails?after=1")?.body ?? "") as {
      mails: { n: number; from: string }[];
    };
    expect(mails.map(({ n, from }) => [n, from])).toEqual([
      [2, "b@example.com"],
      [3, "c@example.com"],
    ]);
  });

  it("does not know mails that are not there", () => {
    expect(mailbox("/mailbox/mails/7")).toBeUndefined();
    expect(mailbox("/mailbox/elsewhere")).toBeUndefined();
  });
});
