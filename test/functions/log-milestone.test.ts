import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { beforeAll, expect, it } from "vitest";
import { newCustomerLink } from "../../adapters/customers/customer-link.ts";
import { logMilestone } from "../../functions/log-milestone/log-milestone.ts";
import { handedOver, type Onboarding, withPageLink } from "../../routing/onboarding/onboarding.ts";
import { visibleText } from "../adapters/pages/reading.ts";
import { aCustomer, aPlanningPolicy, aWonLead } from "../build/a-customer.ts";
import { aRep } from "../build/a-rep.ts";
import { tokenIn } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, sfn, woken, clock } = useSteps(tables);
const carla = aRep({ id: "carla", name: "Carla Sosa", email: "carla@andina.example", pools: { success: 1 } });
let version = 0;
beforeAll(async () => {
  await tables.open([...roster, carla], aPlanningPolicy());
  version = (await tables.policies.active()).version;
});

let count = 0;
/** A customer of Carla's with a link that was mailed to her. */
async function aPage(changes: Partial<Onboarding> = {}): Promise<{ id: string; link: string }> {
  count += 1;
  const id = `log-${count}`;
  const { url, hash } = newCustomerLink("https://turno.example", id);
  const customer = withPageLink(
    aCustomer({ leadId: id, policyVersion: version, taskToken: "token", ...changes }),
    hash,
  );
  const email = `lucia@rosa${count}.example`;
  const { facts, ...lead } = aWonLead({ id, policyVersion: version });
  await tables.leads.create({ ...lead, facts: { ...facts, email } }, undefined, [
    tables.onboardings.put(customer).write,
  ]);
  return { id, link: url.slice(url.lastIndexOf("/") + 1) };
}
/** Opens the page, reads for three seconds and presses. */
async function press(link: string, step: number, readFor = 3000) {
  const earlier = () => new Date(Date.parse(clock.now) - readFor).toISOString();
  const { html } = await logMilestone(link, undefined, "en", { ...deps(), now: earlier });
  return logMilestone(link, { step, token: tokenIn(html) }, "en", deps());
}
const steps = async (id: string) => (await tables.onboardings.load(id)).steps.map(({ doneAt }) => doneAt !== undefined);

it("shows the customer, how to reach them, and a button for each step that is open", async () => {
  const { id, link } = await aPage();
  const page = await logMilestone(link, undefined, "en", deps());
  expect(page.statusCode).toBe(200);
  const text = visibleText(page);
  for (const part of [
    "Lucía Fernández, Flora Rosa",
    "+52 55 5555 0101",
    "Llamada de inicio antes del",
    "Primera factura",
  ]) {
    expect(text).toContain(part);
  }
  expect(page.html.match(/<button[^>]*name="step"/g)).toHaveLength(3);
  expect(await steps(id)).toEqual([false, false, false]);
});

it("logs a step when its button is pressed, once, and wakes the workflow then alone", async () => {
  const { id, link } = await aPage();
  const pages = await Promise.all([press(link, 1), press(link, 1), press(link, 1)]);
  for (const page of pages) expect(visibleText(page)).toContain("Primera factura hecho el 2 de noviembre");
  expect(await steps(id)).toEqual([false, true, false]);
  expect((await tables.onboardings.load(id)).timeline.filter(({ event }) => event === "reached")).toHaveLength(1);
  expect(woken()).toEqual([{ leadId: id, kind: "running" }]);
});

it("counts no button that was pressed without its page, or before it could be read, and asks again", async () => {
  const { id, link } = await aPage();
  for (const page of [await press(link, 0, 500), await logMilestone(link, { step: 0, token: "" }, "en", deps())]) {
    expect(page.statusCode).toBe(422);
    expect(visibleText(page)).toContain("Pulsa el botón una vez más");
  }
  expect(await steps(id)).toEqual([false, false, false]);
});

it("ignores a step that there is not", async () => {
  const { id, link } = await aPage();
  for (const step of [-1, 3, 0.5, Number.NaN]) expect((await press(link, step)).statusCode).toBe(200);
  expect(await steps(id)).toEqual([false, false, false]);
});

it("keeps what was logged when the workflow cannot be woken", async () => {
  const { id, link } = await aPage();
  sfn.on(SendTaskSuccessCommand).rejects(new Error("no network"));
  expect((await press(link, 2)).statusCode).toBe(200);
  expect(await steps(id)).toEqual([false, false, true]);
});

it("leads nowhere by a wrong link, or one of who had the customer before", async () => {
  const { id, link } = await aPage();
  const wrong = link.replace(/.{4}$/, "AAAA");
  await tables.onboardings.update(id, (read) => handedOver(read, "marta", clock.now));
  for (const dead of [link, wrong, "nonsense", "nobody.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]) {
    const page = await logMilestone(dead, undefined, "en", deps());
    expect(page.statusCode).toBe(404);
    expect(page.html).not.toContain("Flora Rosa");
  }
});

it("says when the first steps are over, without a button", async () => {
  const { link } = await aPage({ status: "ended", ended: { at: clock.now, how: "unfinished" } });
  const page = await press(link, 0);
  expect(visibleText(page)).toContain("Ya no te recordamos estos pasos");
  expect(visibleText(page)).not.toContain("Pulsa el botón una vez más");
  expect(page.html).not.toContain("<button");
});
