import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Mail, Mailer } from "../../../adapters/mail/mailer.ts";
import { keepMails, type SentMail } from "../../build/sent-mails.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const ses = mockClient(SESClient);
afterAll(() => ses.restore());
let lead = 0;
let mail: Mail;
let taken: SentMail[];

beforeEach(() => {
  ses.reset();
  taken = keepMails(ses);
  lead += 1;
  mail = {
    leadId: `mail-${lead}`,
    kind: "offer",
    attempt: 1,
    to: "ana@andina.example",
    subject: "A lead",
    html: "<p>",
    text: "",
  };
});

/** Days apart from test to test, so that none meets the limit of another. */
const send = (changes: Partial<Mail> = {}, hours = 0) => {
  const now = () => new Date(Date.UTC(2026, 0, 1 + 4 * lead, hours)).toISOString();
  const ses = new SESClient({ region: "us-east-1" });
  return new Mailer(ses, tables.client, "leads", "Turno <t@andina.example>", "set", now).send({ ...mail, ...changes });
};
const answer = (httpStatusCode: number, name = "Throttling", message = "no") =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
const sent = () => ses.commandCalls(SendRawEmailCommand).length;

describe("mailer", () => {
  it("sends a mail once, whatever is retried", async () => {
    expect([await send(), await send(), await send()]).toEqual(["sent", "already-sent", "already-sent"]);
    expect(sent()).toBe(1);
  });

  it("sends a mail once when many send it at the same moment", async () => {
    await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(sent()).toBe(1);
  });

  it("sends other kinds and attempts of the same lead", async () => {
    await send();
    await send({ attempt: 2 });
    await send({ kind: "reminder" });
    expect(sent()).toBe(3);
  });

  it.each([400, 429, 503])("may be sent again after SES refused it with %i", async (status) => {
    ses.on(SendRawEmailCommand).rejectsOnce(answer(status));
    await expect(send()).rejects.toMatchObject({ name: "MailRefused" });
    expect(await send()).toBe("sent");
  });

  it("is not sent again when SES may have taken it", async () => {
    ses.on(SendRawEmailCommand).rejectsOnce(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    expect([await send(), await send()]).toEqual(["uncertain", "uncertain"]);
    expect(sent()).toBe(1);
  });

  it("is sent when SES could not be reached at all", async () => {
    ses.on(SendRawEmailCommand).rejectsOnce(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
    await expect(send()).rejects.toMatchObject({ name: "MailRefused" });
    expect(await send()).toBe("sent");
  });

  const sandbox = "Email address is not verified. The following identities failed the check in region US-EAST-1: ";
  it.each([
    ["the sandbox", "MessageRejected", `${sandbox}lead@florarosa.example`],
    ["the suppression list", "MessageRejected", "Address is on the suppression list for your account."],
    ["its own check of the address", "InvalidParameterValue", "Local address contains control or whitespace"],
  ])("tries a mail to a lead no more after %s of SES refused the address", async (_, name, message) => {
    ses.on(SendRawEmailCommand).rejectsOnce(answer(400, name, message));
    const toLead = { kind: "introduction", to: "lead@florarosa.example" } as const;
    expect([await send(toLead), await send(toLead)]).toEqual(["undeliverable", "undeliverable"]);
    expect(sent()).toBe(1);
  });

  it.each([
    ["the sender is not verified", "lead", `${sandbox}t@andina.example, lead@florarosa.example`],
    ["the sending of the account is paused", "lead", "Sending paused for this account."],
    ["a rep is not verified", "team", `${sandbox}ana@andina.example`],
  ])("sends a mail after all when %s at first", async (_, to, message) => {
    ses.on(SendRawEmailCommand).rejectsOnce(answer(400, "MessageRejected", message));
    const kind = to === "lead" ? "introduction" : "offer";
    await expect(send({ kind })).rejects.toMatchObject({ name: "MailRefused" });
    expect(await send({ kind })).toBe("sent");
  });

  describe("to an address that somebody typed", () => {
    const to = "Vic.Tim@florarosa.example";
    const other = (leadId: string): Partial<Mail> => ({
      kind: "introduction",
      to: "victim+tag@FLORAROSA.example",
      leadId,
    });

    it("sends one mail of a kind a day, whichever lead it is of and however the address is written", async () => {
      expect(await send({ kind: "introduction", to })).toBe("sent");
      const again = await Promise.all(["a", "b", "c"].map((leadId) => send(other(`${leadId}${lead}`))));
      expect(again).toEqual(["limited", "limited", "limited"]);
      expect(await send({ ...other(`d${lead}`), kind: "nurture" })).toBe("sent");
      expect(await send(other(`e${lead}`), 23)).toBe("limited");
      expect(await send(other(`f${lead}`), 25)).toBe("sent");
      expect(await send(other(`a${lead}`), 60)).toBe("limited");
      expect(sent()).toBe(3);
    });

    it("lets one of many at once through", async () => {
      const all = await Promise.all(Array.from({ length: 10 }, (_, n) => send(other(`at-once-${n}`))));
      expect(all.filter((one) => one === "sent")).toHaveLength(1);
    });

    it("does not count a mail that was refused and is sent again against itself", async () => {
      ses.on(SendRawEmailCommand).rejectsOnce(answer(503));
      await expect(send({ kind: "introduction", to })).rejects.toMatchObject({ name: "MailRefused" });
      expect(await send({ kind: "introduction", to })).toBe("sent");
    });

    it("sends the team all that there is for them", async () => {
      expect([await send(), await send({ leadId: `other-${lead}` })]).toEqual(["sent", "sent"]);
    });
  });

  it("sends with the configuration set that hears of bounces, and says which lead the mail is of", async () => {
    await send();
    expect(ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input).toMatchObject({
      Source: "t@andina.example",
      Destinations: ["ana@andina.example"],
      ConfigurationSetName: "set",
      Tags: [{ Value: "offer" }, { Value: mail.leadId }, { Value: "1" }],
    });
    expect(taken[0]).toMatchObject({ from: "Turno <t@andina.example>", to: "ana@andina.example", kind: "offer" });
  });
});
