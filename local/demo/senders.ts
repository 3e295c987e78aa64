import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./http.ts";
import type { Instance } from "./instance.ts";
import { personOf, type SampleLead } from "./leads.ts";

/** What became of one submission. */
export interface Sent {
  sample: SampleLead;
  /** HTTP status of the last answer. */
  status: number;
  /** The lead's id, where one was answered. */
  lead?: string | undefined;
  /** What was answered of it. */
  result?: string | undefined;
}

export interface Sending {
  /** Submissions begun per second of real time. */
  rate: number;
  onSent: (sent: Sent) => void;
}

/** Seconds for which a person has the form open, where the leads file does not say. */
const usualFillSeconds = 60;

/**
 * Posts the leads in their order, several at a time; who comes twice waits for the answer to the first. Each is tried
 * again under its idempotency key until the instance answers.
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
