import { readFileSync } from "node:fs";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { type Envelope, rawMail } from "../../../adapters/mail/raw-mail.ts";
import { readSender } from "../../../adapters/mail/sender.ts";
import { runs } from "../../build/runs.ts";

const content = { subject: "Olá", text: "Olá, até já", html: "<p>Olá</p>" };
const envelope: Envelope = { from: readSender("Turno <t@andina.example>"), to: "ana@andina.example" };
const read = async (mail = content, around: Partial<Envelope> = {}) => {
  const bytes = await rawMail(mail, { ...envelope, ...around });
  const head = bytes.toString("latin1").split("\r\n\r\n")[0] ?? "";
  const parsed = await PostalMime.parse(bytes);
  return {
    ...parsed,
    text: parsed.text?.trimEnd(),
    html: parsed.html?.trimEnd(),
    head,
    names: head.split(/\r\n(?![ \t])/).map((line) => line.split(":")[0]),
  };
};
const expected = ["Content-Type", "From", "To", "Subject", "Message-ID", "Date", "MIME-Version"];

describe("raw mail", () => {
  it.each([
    ["Atención Núñez <ventas@example.com>", "Atención Núñez", "ventas@example.com"],
    ["Acme, Inc. <sales@example.com>", "Acme, Inc.", "sales@example.com"],
    ["São Paulo: Vendas <v@example.com>", "São Paulo: Vendas", "v@example.com"],
    ['"Acme, Inc." <sales@example.com>', "Acme, Inc.", "sales@example.com"],
    ["Łukasz (Ventas) <l@example.com>", "Łukasz (Ventas)", "l@example.com"],
    ['Dr. "Ana" Ruiz <ana@example.com>', 'Dr. "Ana" Ruiz', "ana@example.com"],
    ["営業部 <sales@例え.jp>", "営業部", "sales@xn--r8jz45g.jp"],
    ["sales@example.com", "", "sales@example.com"],
  ])("carries the sender %s in ASCII, and a mail program reads it as it was meant", async (sender, name, address) => {
    const { from, head } = await read(content, { from: readSender(sender) });
    expect(from).toMatchObject({ name, address });
    expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  });

  it.each([
    ["José <josé@example.com>", /no address with other than ASCII letters before the @/],
    ["Turno", /has no address/],
    ["Turno <@example.com>", /has no address/],
    ["Turno <sales@example>", /is no domain/],
    ["Turno <sales team@example.com>", /cannot stand before an @/],
    ["Turno\r\nBcc: all@example.com <sales@example.com>", /control character/],
  ])("refuses the sender %j with its reason", (sender, reason) => {
    expect(() => readSender(sender)).toThrow(reason);
  });

  it("has the same message as text and as HTML", async () => {
    expect(await read()).toMatchObject({ subject: "Olá", text: "Olá, até já", html: "<p>Olá</p>" });
  });

  it("answers to whom it should be answered, and says how to get off the list", async () => {
    const { replyTo, headers } = await read(content, {
      replyTo: "marta@andina.example",
      unsubscribe: { mailto: "marta@andina.example", oneClick: "https://turno.example/u/1" },
    });
    expect(replyTo?.[0]?.address).toBe("marta@andina.example");
    const header = (name: string) => headers.find(({ key }) => key === name)?.value;
    expect(header("list-unsubscribe")).toBe(
      "<https://turno.example/u/1>, <mailto:marta@andina.example?subject=unsubscribe>",
    );
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  });

  it("reaches an address of an international domain", async () => {
    expect((await read(content, { to: "ana@niño.example" })).to).toMatchObject([
      { address: "ana@xn--nio-8ma.example" },
    ]);
  });

  it("lets no word of anybody begin a header or reach somebody else", async () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          "\r\n",
          "\n",
          "\r",
          "\u2028",
          "\0",
          "Bcc: x@evil.example",
          "<x@evil.example>",
          ",",
          '"',
          "=?utf-8?q?=0D=0ABcc:?=",
          "ñ",
          "a",
          " ",
          "\\",
          ";",
          ":",
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (subject, name, replyTo) => {
        const mail = await read(
          { ...content, subject },
          { from: { ...envelope.from, name }, replyTo: `${replyTo}@andina.example` },
        );
        expect(mail.names.filter((name) => ![...expected, "Reply-To"].includes(name ?? ""))).toEqual([]);
        expect(mail.from?.address).toBe("t@andina.example");
        expect(mail.to).toMatchObject([{ address: "ana@andina.example" }]);
        expect(mail.bcc ?? []).toEqual([]);
        expect(mail.text).toBe(content.text);
      }),
      runs(200),
    );
  });

  it("takes the sender of each line of a file of them, or refuses it with its reason", () => {
    const lines = readFileSync(new URL("senders.txt", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const answers = lines.map((line) => {
      try {
        return readSender(line).address;
      } catch {
        return "refused";
      }
    });
    expect(answers).toEqual(["ventas@example.com", "sales@example.com", "v@example.com", "refused"]);
  });
});
