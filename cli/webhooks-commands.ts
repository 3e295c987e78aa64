import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import Table from "cli-table3";
import type { Command } from "commander";
import { Secrets } from "../adapters/secrets.ts";
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
  return { place, now, hooks, outbox: new Outbox(place.client, place.tables.leads) };
}

async function list(options: Where & { json?: boolean }): Promise<void> {
  const { place, hooks, outbox } = await opened(options);
  const told = await Promise.all(
    hooks.map(async ({ id, url, person }) => {
      const [pending, dead, gone] = await Promise.all([outbox.pending(id), outbox.dead(id), outbox.isGone(id)]);
      const last = [...pending, ...dead].findLast(({ because }) => because)?.because;
      return { id, url, person, waiting: pending.length, givenUp: dead.length, gone, ...(last && { because: last }) };
    }),
  );
  if (options.json) return console.log(JSON.stringify(told, null, 2));
  if (told.length === 0)
    return console.log(
      `${place.name} tells nobody. Receivers are in the secret turno-${options.stage ?? "local"}/webhooks.`,
    );
  const table = new Table({
    head: ["receiver", "address", "person", "waiting", "given up", "gone", "because"],
    style: { head: [], border: [] },
  });
  for (const { id, url, person, waiting, givenUp, gone, because = "" } of told)
    table.push(
      [id, new URL(url).host, person ? "yes" : "no", waiting, givenUp, gone ? "yes" : "no", because].map((cell) =>
        oneLine(String(cell)),
      ),
    );
  console.log(table.toString());
}

async function replay(id: string, options: Where): Promise<void> {
  const { place, now, hooks, outbox } = await opened(options);
  if (!hooks.some((hook) => hook.id === id))
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
