import { setTimeout as delay } from "node:timers/promises";
import { simulator } from "../../routing/lead/synthetic.ts";
import { sign } from "../intake/signature.ts";
import { syntheticSecret } from "../intake/synthetic-secret.ts";

export interface Doorway {
  /** The public address, without a slash at the end. */
  baseUrl: string;
  formKey: string;
  /** How long a page is read before its button is pressed, ms. */
  reading?: number;
  /** ISO 8601. */
  now: () => string;
}

/** Sends a synthetic lead, signed by the installation itself. */
export async function send(message: string, { baseUrl, formKey, now }: Doorway): Promise<void> {
  const body = JSON.stringify({
    name: "Synthetic Lead",
    email: `${simulator.mailbox}+${message}@${simulator.domain}`,
    message: "Sent by Turno itself, to see whether the path of leads works.",
  });
  const timestamp = String(Math.floor(Date.parse(now()) / 1000));
  await asked(
    `${baseUrl}/leads`,
    {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(syntheticSecret(formKey), { id: message, timestamp, body }),
      },
      body,
    },
    201,
  );
}

/** Reads a rep's page and presses one of its buttons, again where the page says that it came too soon. */
export async function press(
  link: string,
  to: string,
  fields: Record<string, string>,
  { reading = 2500 }: Doorway,
): Promise<void> {
  let page = await asked(link, {}, 200);
  for (let tries = 0; tries < 5; tries++) {
    await delay(reading);
    const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1];
    if (shown === undefined) throw new Error("the rep's page has no button");
    const body = new URLSearchParams({ ...fields, shown });
    const answer = await reach(`${link}${to}`, { method: "POST", body });
    if (answer.status !== 422) return expected(answer.status, 200, `${pathOf(link)}${to}`);
    page = await answer.text();
  }
  throw new Error("the rep's button was pressed too soon each time");
}

const reach = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(20_000) }).catch((error: Error) => {
    throw new Error(`${pathOf(url)} did not answer: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });

/** The text of a page that answers with this status. @throws where it does not */
export async function asked(url: string, init: RequestInit, status: number): Promise<string> {
  const answer = await reach(url, init);
  expected(answer.status, status, pathOf(url));
  return answer.text();
}

function expected(got: number, wanted: number, what: string): void {
  if (got !== wanted) throw new Error(`${what} answered ${got} in place of ${wanted}`);
}

/** Where an address leads, without what makes a link work. */
const pathOf = (url: string): string => new URL(url).pathname.replace(/\.[\w-]+/, "");
