import * as z from "zod/mini";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Channel } from "../../routing/policy/channels.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { RepStore } from "../reps/rep-store.ts";
import type { Secrets } from "../secrets.ts";
import { callOut, type Posted, postedBy, type Wire } from "../webhooks/call-out.ts";
import { readSecret } from "../webhooks/hooks.ts";
import type { Outgoing } from "../webhooks/outbox.ts";
import type { Receiver } from "../webhooks/receivers.ts";
import { leadMessage } from "./lead-message.ts";
import { type Message, slackBody, teamsBody } from "./message.ts";

/** What the outbox calls a channel. */
export const channelId = (name: string): string => `channel:${name}`;

const Addresses = z.record(z.string(), z.url({ protocol: /^https$/ }));
type Addresses = z.infer<typeof Addresses>;

/** The addresses of channels by their names, as the secret `turno-STAGE/channels` has them. @throws UnreadableReceivers */
export const readAddresses = (text: string): Addresses => readSecret(Addresses, text);

interface Deps {
  policies: Pick<PolicyStore, "ifActive">;
  reps: Pick<RepStore, "all">;
  secrets: Pick<Secrets, "secretOf">;
  baseUrl: string;
  wire?: Wire;
}

/** The channels of the policy in force as receivers. Reads no secret where it has none. */
export function channelReceivers(deps: Deps): (now: number) => Promise<readonly Receiver[]> {
  return async (now) => {
    const policy = await deps.policies.ifActive();
    const channels = Object.entries(policy?.channels ?? {});
    if (!policy || channels.length === 0) return [];
    // Read once in a run, and not where nothing is said.
    let team: ReturnType<RepStore["all"]> | undefined;
    const run = { ...deps, reps: { all: () => (team ??= deps.reps.all()) } };
    const addresses = readAddresses(await deps.secrets.secretOf("channels", now));
    return channels.map(([name, channel]) => ({
      id: channelId(name),
      tell: (event, lead, at) => tellChannel({ channel, address: addresses[name], policy, event, lead, at }, run),
    }));
  };
}

interface Told {
  channel: Channel;
  /** Its address; one without is a failure, which is seen and told of. */
  address: string | undefined;
  policy: Policy;
  event: Outgoing;
  lead: () => Promise<Lead | undefined>;
  at: number;
}

async function tellChannel({ channel, address, policy, event, lead, at }: Told, deps: Deps): Promise<Posted> {
  if (address === undefined) return { kind: "failed", because: "no-address" };
  const message = "digest" in event ? event.digest : await messageOf(event.data.event, { channel, policy, lead }, deps);
  // What is over meanwhile is no news.
  if (!message) return { kind: "told" };
  const body = channel.kind === "slack" ? slackBody(message) : teamsBody(message);
  const headers = { "content-type": "application/json; charset=utf-8" };
  return postedBy(await callOut({ method: "POST", url: address, headers, body }, deps.wire), at);
}

async function messageOf(
  event: string,
  { channel, policy, lead }: Pick<Told, "channel" | "policy" | "lead">,
  { reps, baseUrl }: Deps,
): Promise<Message | undefined> {
  const now = await lead();
  if (!now || now.erased) return undefined;
  const locale = channel.language ?? policy.languages[0] ?? "en";
  return leadMessage({ lead: now, event, policy, reps: await reps.all(), locale, baseUrl });
}
