import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./http.ts";
import type { Instance } from "./instance.ts";
import { personOf, type SampleLead } from "./leads.ts";

/** The result of one submission. */
export interface Sent {
  sample: SampleLead;
  /** HTTP status of the last response. */
  status: number;
  /** The lead's id, if the response has one. */
  lead?: string | undefined;
  /** The `result` in the response. */
  result?: string | undefined;
}

export interface Sending {
  /** Submissions started per second of real time. */
  rate: number;
  /** Whether the instance is behind: then the next person waits, so that no offer lapses because a machine is slow. */
  isBehind: () => boolean;
  onSent: (sent: Sent) => void;
}

/**
 * Posts the leads in order, several at a time. A person's second submission waits for the response to the first. Each
 * is retried with its idempotency key until the instance responds.
 */
export async function sendLeads(
  leads: readonly SampleLead[],
  instance: Instance,
  { rate, isBehind, onSent }: Sending,
): Promise<Sent[]> {
  const lastOf = new Map<string, Promise<Sent>>();
  const sending: Promise<Sent>[] = [];
  for (const [n, sample] of leads.entries()) {
    if (n > 0) await pause(1000 / rate);
    while (isBehind()) await pause(100);
    const person = personOf(sample);
    const after = person === "" ? undefined : lastOf.get(person);
    const sent = Promise.resolve(after).then(() => send(sample, instance));
    lastOf.set(person, sent);
    sending.push(sent);
    void sent.then(onSent, () => {});
  }
  return Promise.all(sending);
}

/** How often somebody whose signature was too old when it arrived signs again. */
const mostSignatures = 8;

/**
 * A server of the company's own sends the leads and signs them, again where the signature was too old when it arrived: at a
 * high speed five minutes are soon over. What looks automatic comes from a program that signs
 * nothing and makes the form's token up.
 */
async function send(sample: SampleLead, instance: Instance): Promise<Sent> {
  const { idempotencyKey: key, form } = sample;
  const automatic = sample.expect === "held";
  const body = JSON.stringify({ ...form, ...(automatic && { form_token: "made-up" }) });
  const post = () =>
    ask(`${instance.url}/leads`, async () => ({
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(automatic ? { "idempotency-key": key } : await instance.signed(key, body)),
      },
      body,
    }));
  let { status, text } = await post();
  for (let signed = 1; status === 401 && signed < mostSignatures; signed++) ({ status, text } = await post());
  const answer = status < 300 ? (JSON.parse(text) as { lead?: string; status?: string }) : {};
  return { sample, status, lead: answer.lead, result: answer.status };
}
