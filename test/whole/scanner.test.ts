import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, eventually, linkIn, openCompany, person } from "./a-company.ts";

describe("a mail scanner, over HTTP", () => {
  let turno: Company;
  beforeAll(async () => {
    turno = await openCompany();
  });
  afterAll(() => turno?.close());

  it("opens the link, asks for its head and sends a decision blindly, and the lead stays offered", async () => {
    await turno.post(person("scanned"));
    const link = await eventually(async () => {
      const mail = (await turno.mails()).find(({ tags }) => tags.kind === "offer");
      return mail && linkIn(mail);
    });
    const body = new URLSearchParams({ decision: "accept" });
    const answers = [
      await fetch(link, { method: "HEAD" }),
      await fetch(link),
      await fetch(link, { method: "POST", body }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 422]);
    expect(answers[0]?.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await answers[0]?.text()).toBe("");
    const [lead] = await turno.leads();
    expect(lead).toMatchObject({ status: "offered" });

    expect((await turno.answer(link, "accept")).status).toBe(200);
    await eventually(async () => (await turno.leads()).find(({ status }) => status === "introduced"));
  });

  it("is answered by every page to a HEAD as to a GET", async () => {
    for (const path of [
      "/form",
      "/thanks",
      "/embed.js",
      "/offers/none",
      "/returns/none",
      "/you/none",
      "/unsubscribe/none",
    ]) {
      const [head, get] = await Promise.all(
        ["HEAD", "GET"].map((method) => fetch(`${turno.run.baseUrl}${path}`, { method })),
      );
      expect(head?.status).toBe(get?.status);
      expect(head?.headers.get("content-type")).toBe(get?.headers.get("content-type"));
    }
  });
});
