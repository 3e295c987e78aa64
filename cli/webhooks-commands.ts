import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import Table from "cli-table3";
import type { Command } from "commander";
import { channelId } from "../adapters/channels/channel-receivers.ts";
import { crmId, crmKinds } from "../adapters/crm/crm-id.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { Secrets } from "../adapters/secrets.ts";
import { busId } from "../adapters/webhooks/event-bus.ts";
import { HookList, UnreadableReceivers } from "../adapters/webhooks/hooks.ts";
import { Outbox } from "../adapters/webhooks/outbox.ts";
import { oneLine } from "../texts/legible.ts";
import { localConfig } from "./local-client.ts";
import { installation, Refused, type Where, where } from "./where.ts";

async function opened(options: Where) {
  const place = await installation(options);
  const client = new SecretsManagerClient(place.secretsUrl ? localConfig(place.secretsUrl) : {});
  const now = place.now ?? new Date().toISOString();
  const list = new HookList(new Secrets(client, `turno-${options.stage ?? "local"}/`));
  const hooks = await list.all(Date.parse(now)).catch((error: unknown) => {
    if (!(error instanceof UnreadableReceivers)) throw error;
    throw new Refused(
      `The secret turno-${options.stage ?? "local"}/webhooks is no list of receivers: ${error.message}.`,
    );
  });
  const policy = await new PolicyStore(place.client, place.tables.policies).ifActive();
  const others = [
    { id: busId, what: "the event bus" },
    ...crmKinds.map((kind) => ({ id: crmId(kind), what: "CRM" })),
    ...Object.entries(policy?.channels ?? {}).map(([name, { kind }]) => ({ id: channelId(name), what: kind })),
  ];
  return { place, now, hooks, others, outbox: new Outbox(place.client, place.tables.leads) };
}

async function list(options: Where & { json?: boolean }): Promise<void> {
  const { place, hooks, others, outbox } = await opened(options);
  const stateOf = async (id: string) => {
    const [pending, dead, gone] = await Promise.all([outbox.pending(id), outbox.dead(id), outbox.isGone(id)]);
    const last = [...pending, ...dead].findLast(({ because }) => because)?.because;
    return { waiting: pending.length, givenUp: dead.length, gone, ...(last && { because: last }) };
  };
  const told = [
    ...(await Promise.all(hooks.map(async ({ id, url, person }) => ({ id, url, person, ...(await stateOf(id)) })))),
    // Of the others those alone for which something waits, or was given up.
    ...(await Promise.all(others.map(async ({ id, what }) => ({ id, what, ...(await stateOf(id)) })))).filter(
      ({ waiting, givenUp }) => waiting + givenUp > 0,
    ),
  ];
  if (options.json) return console.log(JSON.stringify(told, null, 2));
  if (told.length === 0)
    return console.log(
      `${place.name} tells nobody. Receivers are in the secret turno-${options.stage ?? "local"}/webhooks.`,
    );
  const table = new Table({
    head: ["receiver", "address", "person", "waiting", "given up", "gone", "because"],
    style: { head: [], border: [] },
  });
  for (const { id, waiting, givenUp, gone, because = "", ...one } of told)
    table.push(
      [
        id,
        ...("url" in one ? [new URL(one.url).host, one.person ? "yes" : "no"] : [one.what, ""]),
        waiting,
        givenUp,
        gone ? "yes" : "no",
        because,
      ].map((cell) => oneLine(String(cell))),
    );
  console.log(table.toString());
}

async function replay(id: string, options: Where): Promise<void> {
  const { place, now, hooks, others, outbox } = await opened(options);
  if (![...hooks, ...others].some((one) => one.id === id))
    throw new Refused(`There is no receiver "${oneLine(id)}" in ${place.name}; webhooks list names them.`);
  const count = await outbox.replay(id, now);
  console.log(`${id}: ${count} events that were given up are told again within a minute.`);
}

/** `npm run turno -- webhooks …` */
export function addWebhooksCommands(program: Command): void {
  const webhooks = program.command("webhooks").description("who is told of changes of leads, by signed webhooks");
  where(webhooks.command("list"))
    .description("the receivers, and what waits for each or was given up")
    .option("--json", "as JSON")
    .action(list);
  where(webhooks.command("replay").argument("<receiver>"))
    .description("tell a receiver again what was given up, also one that said it was gone")
    .action(replay);
}
