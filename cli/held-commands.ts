import { userInfo } from "node:os";
import Table from "cli-table3";
import type { Command } from "commander";
import { type Held, HeldStore, heldUntil } from "../adapters/intake/held-store.ts";
import { heldMailTexts } from "../texts/by-language.ts";
import { oneLine } from "../texts/legible.ts";
import { installation, type Where, where } from "./where.ts";

/** As much of a message as one line shows. */
const shownOfMessage = 60;

async function listHeld(options: Where & { json?: boolean }): Promise<void> {
  const { name, client, tables, now = new Date().toISOString() } = await installation(options);
  const held = await new HeldStore(client, tables.intake).all(now);
  if (options.json) return console.log(JSON.stringify(held, null, 2));
  if (held.length === 0) return console.log(`No submission is held in ${name}.`);
  const table = new Table({
    head: ["lead", "held since", "removed on", "because it", "who", "company", "message"],
    style: { head: [], border: [] },
  });
  for (const { leadId, heldAt, reason, facts } of held) {
    const days = [heldAt.slice(0, 16).replace("T", " "), heldUntil(heldAt).slice(0, 10)];
    const message = (facts.message ?? "").slice(0, shownOfMessage);
    const who = `${facts.name} <${facts.email}>`;
    table.push(
      [leadId, ...days, heldMailTexts.en.reason[reason], who, facts.company ?? "", message].map((cell) =>
        oneLine(cell),
      ),
    );
  }
  console.log(table.toString());
  console.log(
    "`leads release LEAD…` makes leads of them within a minute, `leads discard LEAD…` removes them for good.",
  );
}

/** Does something to each that is named, and says of each what came of it; the exit code is 1 when one is not held. */
async function each(
  ids: readonly string[],
  options: Where,
  { act, done }: { act: (store: HeldStore, held: Held) => Promise<boolean>; done: string },
): Promise<void> {
  const { client, tables, now = new Date().toISOString() } = await installation(options);
  const store = new HeldStore(client, tables.intake);
  const held = new Map((await store.all(now)).map((one) => [one.leadId, one]));
  for (const id of ids) {
    const one = held.get(id);
    const came = one !== undefined && (await act(store, one));
    console.log(oneLine(`${id}: ${came ? done : "not held"}`));
    if (!came) process.exitCode = 1;
  }
}

/** `npm run turno -- leads held`, `leads release …` and `leads discard …` */
export function addHeldCommands(program: Command): void {
  const leads = program.commands.find((command) => command.name() === "leads") ?? program.command("leads");
  where(leads.command("held"))
    .description("submissions that look automatic and are held for a look, the oldest first")
    .option("--json", "as JSON")
    .action(listHeld);
  where(leads.command("release").argument("<leads...>"))
    .description("make leads of held submissions, within a minute")
    .option("--by <name>", "who says so", userInfo().username)
    .action((ids: string[], options: Where & { by: string }) =>
      each(ids, options, { act: (store, held) => store.release(held, options.by), done: "released" }),
    );
  where(leads.command("discard").argument("<leads...>"))
    .description("remove held submissions for good")
    .action((ids: string[], options: Where) =>
      each(ids, options, { act: (store, held) => store.discard(held), done: "discarded" }),
    );
}
