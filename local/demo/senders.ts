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
  onSent: (sent: Sent) => void;
}

/** Default of `fillSeconds`, in seconds. */
const usualFillSeconds = 60;

/**
 * Posts the leads in order, several at a time. A person's second submission waits for the response to the first. Each
 * is retried with its idempotency key until the instance responds.
 */
export async function sendLeads(
  leads: readonly SampleLead[],
  instance: Instance,
  { rate, onSent }: Sending,
): Promise<Sent[]> {
  const lastOf = new Map<string, Promise<Sent>>();
  const began = Date.now();
  const sending: Promise<Sent>[] = [];
  for (const [n, sample] of leads.entries()) {
    await pause(Math.max(0, began + (n * 1000) / rate - Date.now()));
    const person = personOf(sample);
    const after = person === "" ? undefined : lastOf.get(person);
    const sent = Promise.resolve(after).then(() => send(sample, instance));
    lastOf.set(person, sent);
    sending.push(sent);
    void sent.then(onSent, () => {});
  }
  return Promise.all(sending);
}

async function send(sample: SampleLead, instance: Instance): Promise<Sent> {
  const openFor = (sample.fillSeconds ?? usualFillSeconds) * 1000;
  const opened_at = new Date(instance.now() - openFor).toISOString();
  const { status, text } = await ask(`${instance.url}/leads`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": sample.idempotencyKey },
    body: JSON.stringify({ ...sample.form, opened_at }),
  });
  const answer = status < 300 ? (JSON.parse(text) as { lead?: string; status?: string }) : {};
  return { sample, status, lead: answer.lead, result: answer.status };
}
