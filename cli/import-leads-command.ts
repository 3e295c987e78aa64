import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Command } from "commander";
import * as z from "zod";
import { intakeSecrets } from "../adapters/intake/intake-keys.ts";
import { callersIn, sign } from "../adapters/intake/signature.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { Secrets } from "../adapters/secrets.ts";
import { type Reject, type RowToSend, renderRejects, rowsToSend } from "../policy/replay/rows-to-send.ts";
import { ownFacts } from "../routing/policy/own-attributes.ts";
import { oneLine } from "../texts/legible.ts";
import { columnMapped } from "./column-map.ts";
import { spreadsheetHint, textOf } from "./files.ts";
import { localConfig } from "./local-client.ts";
import { progress } from "./progress.ts";
import { publicAddress } from "./public-address.ts";
import { BadFiles, installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  map?: Record<string, string>;
  as?: string;
  address?: string;
  rate: string;
  rejects?: string;
  yes?: boolean;
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Up to which line a file was sent, and what was refused of it; `file` is the hash of what it held and how it was read. */
const Progress = z.object({
  file: z.string(),
  line: z.number(),
  refused: z.array(z.object({ line: z.number(), reason: z.string(), cells: z.array(z.string()) })),
});
type Progress = z.infer<typeof Progress>;

async function importLeads(file: string, options: Options): Promise<void> {
  const rate = Number(options.rate);
  if (!(rate > 0 && rate <= 6000)) throw new Refused("--rate is a number of leads a minute, up to 6000");
  const text = textOf(file, spreadsheetHint);
  if (typeof text !== "string") throw new BadFiles(text.problems);
  const place = await installation(options);
  const { policy } = await new PolicyStore(place.client, place.tables.policies).active();
  const read = rowsToSend(text, file, {
    language: policy.languages[0] ?? "en",
    own: ownFacts(policy.attributes),
    ...(options.map && { mapping: options.map }),
  });
  if ("problems" in read) throw new BadFiles(read.problems);
  const { names, rows, notes } = read;
  for (const note of notes) console.log(oneLine(note));
  const kept = `${file}.progress`;
  const hash = hashOf(JSON.stringify([text, options.map ?? {}]));
  const sent = sentBefore(kept, hash);
  const rejects: Reject[] = [...read.rejects, ...sent.refused];
  const left = rows.filter(({ line }) => line > sent.line);
  const before = rows.length - left.length;
  console.log(
    `${rows.length} leads in ${oneLine(file)}, ${rejects.length} lines that are none${before > 0 ? `; ${before} were sent before` : ""}.`,
  );
  if (!options.yes) {
    for (const one of rejects.slice(0, 10)) console.log(oneLine(`line ${one.line}: ${one.reason}`));
    return console.log(`Nothing was sent. --yes sends ${left.length} leads to ${place.name}, ${rate} a minute.`);
  }
  const sender = await senderOf(options, place.secretsUrl);
  const address = await publicAddress(options.address, place, options);
  const ahead = place.now === undefined ? 0 : Date.parse(place.now) - Date.now();
  const counts = { taken: 0, unread: 0 };
  const bar = progress(left.length, "Sending");
  const began = Date.now();
  try {
    for (const [n, row] of left.entries()) {
      await delay(Math.max(0, began + (n * 60_000) / rate - Date.now()));
      const answer = await send(row, { address, sender, now: () => Date.now() + ahead });
      if (answer.kind === "refused") {
        const reject = { line: row.line, reason: answer.because, cells: [...row.cells] };
        sent.refused.push(reject);
        rejects.push(reject);
      } else {
        counts.taken += 1;
        counts.unread += answer.unread;
      }
      // After the answer, so that a break sends a lead again, which is the same lead, and never leaves one out.
      keepProgress(kept, { ...sent, line: row.line });
      bar.increment();
    }
  } finally {
    bar.stop();
    keepRejects(options.rejects ?? `${file}.rejects.csv`, names, rejects);
  }
  console.log(
    `${counts.taken} leads were taken${counts.unread > 0 ? `, with ${counts.unread} values as written` : ""}.`,
  );
}

/** How far this very file was sent before, read in this way. */
function sentBefore(file: string, hash: string): Progress {
  const nothing: Progress = { file: hash, line: 0, refused: [] };
  if (!existsSync(file)) return nothing;
  try {
    const known = Progress.parse(JSON.parse(readFileSync(file, "utf8")));
    return known.file === hash ? known : nothing;
  } catch {
    return nothing;
  }
}

/** In place of what was there at once, so that a break leaves a whole file. */
function keepProgress(file: string, sent: Progress): void {
  writeFileSync(`${file}.new`, JSON.stringify(sent), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function keepRejects(file: string, names: readonly string[], rejects: readonly Reject[]): void {
  if (rejects.length === 0) return;
  const sorted = rejects.toSorted((a, b) => a.line - b.line);
  writeFileSync(file, renderRejects(names, sorted), { mode: 0o600 });
  console.log(oneLine(`${rejects.length} lines are in ${file}, each with the reason.`));
}

/** The source that signs, with its newest secret. @throws Refused */
async function senderOf({ as, stage = "local" }: Options, secretsUrl: string | undefined) {
  const client = new SecretsManagerClient(secretsUrl ? localConfig(secretsUrl) : {});
  const callers = callersIn(await new Secrets(client, intakeSecrets(stage)).secretOf("callers", 0));
  const name = as ?? Object.keys(callers)[0];
  const [secret] = (name !== undefined && Object.hasOwn(callers, name) && callers[name]) || [];
  if (name === undefined || secret === undefined)
    throw new Refused(
      `No source "${oneLine(name ?? "")}" signs: ${intakeSecrets(stage)}callers has ${Object.keys(callers).join(", ") || "none"}`,
    );
  return { name, secret };
}

type Answer = { kind: "taken"; unread: number } | { kind: "refused"; because: string };
const tries = 8;

/** Sends one row as a server that signs; what is sent again under its id is the same lead. @throws Refused after many tries */
async function send(
  { id, posted }: RowToSend,
  { address, sender, now }: { address: string; sender: { secret: string }; now: () => number },
): Promise<Answer> {
  const body = JSON.stringify(posted);
  const message = `import-${hashOf(id ?? body).slice(0, 40)}`;
  for (let attempt = 1; ; attempt++) {
    const timestamp = String(Math.floor(now() / 1000));
    const headers = {
      "content-type": "application/json",
      "webhook-id": message,
      "webhook-timestamp": timestamp,
      "webhook-signature": sign(sender.secret, { id: message, timestamp, body }),
    };
    const answer = await fetch(`${address}/leads`, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(30_000),
    })
      .then(async (response) => ({ status: response.status, said: (await response.json()) as Said }))
      .catch((error: Error) => ({ status: 0, said: { detail: error.message } as Said }));
    const { status, said } = answer;
    if (status === 201) return { kind: "taken", unread: said.unread?.length ?? 0 };
    if (status === 401) throw new Refused(`The signature was not accepted: ${oneLine(said.detail ?? "")}`);
    if (status >= 400 && status < 500 && status !== 429) return { kind: "refused", because: reasonIn(said, status) };
    if (attempt === tries)
      throw new Refused(
        `${address} did not take a lead in ${tries} tries (${status || said.detail}). The same command goes on.`,
      );
    await delay(Math.min(20_000, 250 * 2 ** attempt));
  }
}

interface Said {
  detail?: string;
  unread?: unknown[];
  errors?: { field: string; detail: string }[];
}
const reasonIn = ({ errors = [], detail = "" }: Said, status: number): string =>
  errors.map(({ field, detail }) => `${field}: ${detail}`).join("; ") || `${status} ${detail}`;

/** `npm run turno -- leads import …` */
export function addImportCommand(leads: Command): void {
  where(leads.command("import").argument("<file>"))
    .description(
      "take the leads of a CSV file as if they came now; says what it would do until --yes, and goes on after a break",
    )
    .option("--map <column=field>", "what a column is read as, or @FILE with many; may be repeated", columnMapped)
    .option("--as <source>", "which source signs, of the secret of callers; the first when not given")
    .option("--address <url>", "the public address, where it is not that of the stack's outputs")
    .option("--rate <leads>", "leads a minute", "120")
    .option("--rejects <file>", "where lines go that are no leads; FILE.rejects.csv when not given")
    .option("--yes", "send them")
    .action(importLeads);
}
