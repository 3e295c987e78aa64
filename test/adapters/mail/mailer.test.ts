import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Mail, Mailer } from "../../../adapters/mail/mailer.ts";
import { useTables } from "../../build/tables.ts";

const tables = useTables();
const ses = mockClient(SESClient);
afterAll(() => ses.restore());
let lead = 0;
let mail: Mail;

beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: "1" });
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

const send = (changes: Partial<Mail> = {}) =>
  new Mailer(new SESClient({ region: "us-east-1" }), tables.client, "leads", "Turno <t@andina.example>").send({
    ...mail,
    ...changes,
  });
const answer = (httpStatusCode: number) =>
  Object.assign(new Error("no"), { name: "Throttling", $metadata: { httpStatusCode } });
const sent = () => ses.commandCalls(SendEmailCommand).length;

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
    ses.on(SendEmailCommand).rejectsOnce(answer(status));
    await expect(send()).rejects.toMatchObject({ name: "MailRefused" });
    expect(await send()).toBe("sent");
  });

  it("is not sent again when SES may have taken it", async () => {
    ses.on(SendEmailCommand).rejectsOnce(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    expect([await send(), await send()]).toEqual(["uncertain", "uncertain"]);
    expect(sent()).toBe(1);
  });

  it("is sent when SES could not be reached at all", async () => {
    ses.on(SendEmailCommand).rejectsOnce(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
    await expect(send()).rejects.toMatchObject({ name: "MailRefused" });
    expect(await send()).toBe("sent");
  });

  it("lets no line break into the subject", async () => {
    await send({ subject: "A lead\r\nBcc: all@andina.example" });
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input.Message?.Subject?.Data).toBe(
      "A lead Bcc: all@andina.example",
    );
  });
});
