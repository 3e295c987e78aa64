import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { press, tokenIn } from "../build/press.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock } = useSteps(tables);
beforeAll(() => tables.open(roster));

const offered = async (id: string) => {
  await offeredInTable(tables, id);
  await offerLead({ leadId: id, token: "t" }, deps());
  return mails().findLast(({ offer }) => offer !== "")?.offer ?? "";
};
const send = (link: string, answer: Answer) => answerOffer(link, answer, "en", deps());
const accept = (link: string, token?: string) => send(link, { decision: "accept", ...(token && { token }) });
const pass = (milliseconds: number) => {
  clock.now = new Date(Date.parse(clock.now) + milliseconds).toISOString();
};
const statusOf = async (id: string) => (await tables.leads.load(id)).status;

describe("a program that looks at the links of a mail", () => {
  it.each<[string, Answer]>([
    ["accepts", { decision: "accept" }],
    ["accepts with a token of its own making", { decision: "accept", token: "mha3xwhs.AAAA" }],
    ["declines", { decision: "decline", reason: "no-time" }],
  ])("changes nothing when it %s without the page, and gets the page", async (name, answer) => {
    const id = `blind-${name.length}`;
    const link = await offered(id);
    await send(link, { decision: "look" });
    const before = await tables.leads.load(id);
    pass(60_000);
    const page = await send(link, answer);
    expect(page.statusCode).toBe(422);
    expect(tokenIn(page.html)).not.toBe("");
    expect(await tables.leads.load(id)).toEqual(before);
  });

  it("changes nothing when it sends the page's form sooner than anybody could read it", async () => {
    const link = await offered("fast");
    const token = tokenIn((await send(link, { decision: "look" })).html);
    pass(1999);
    await accept(link, token);
    expect(await statusOf("fast")).toBe("offered");
    pass(1);
    await accept(link, token);
    expect(await statusOf("fast")).toBe("accepted");
  });

  it("gets no token for one rep's page out of another's", async () => {
    const [mine, other] = [await offered("mine"), await offered("other")];
    const token = tokenIn((await send(other, { decision: "look" })).html);
    pass(60_000);
    await accept(mine, token);
    expect(await statusOf("mine")).toBe("offered");
  });

  it("cannot tell of a page that is to be shown in future", async () => {
    const link = await offered("ahead");
    const ahead = new Date(Date.parse(clock.now) + 60_000).toISOString();
    const { html } = await answerOffer(link, { decision: "look" }, "en", { ...deps(), now: () => ahead });
    await accept(link, tokenIn(html));
    expect(await statusOf("ahead")).toBe("offered");
  });
});

describe("a person who is faster than that", () => {
  it("is asked again by a page whose button works, and told why", async () => {
    const link = await offered("quick");
    const token = tokenIn((await send(link, { decision: "look" })).html);
    pass(500);
    const again = await accept(link, token);
    expect(again.html).toContain("Pulsa el botón una vez más");
    pass(1500);
    expect((await accept(link, tokenIn(again.html))).statusCode).toBe(200);
    expect(await statusOf("quick")).toBe("accepted");
  });

  it("need not choose or write again what a decline said", async () => {
    const link = await offered("kept");
    const { html } = await send(link, { decision: "decline", reason: "conflict", note: "We <know> them" });
    expect(html).toMatch(/value="conflict" required checked/);
    expect(html).toContain("We &lt;know&gt; them</textarea>");
    expect(html).toContain("<details open>");
  });

  it("may press a button of a page that was opened long before", async () => {
    const link = await offered("slow");
    const token = tokenIn((await send(link, { decision: "look" })).html);
    pass(10 * 60_000);
    expect((await accept(link, token)).statusCode).toBe(200);
    expect((await press(link, { decision: "accept" }, "en", deps())).statusCode).toBe(200);
  });
});
