import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
/** The first words of what `npm run turno` takes, which texts also name without it. */
const GROUPS = [
  "policy",
  "reps",
  "reviews",
  "replay",
  "learn",
  "companies",
  "leads",
  "ledger",
  "suppressions",
  "privacy",
];

/** Commands that a document tells its reader to run, in their order, each once. */
export function documentedCommands(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) => block.split("\n"));
  const spans = [...text.replaceAll(/^```.*?^```/gms, "").matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
  const lines = [...spans, ...blocks].map((line) =>
    line
      .replace(/\s+#.*$/, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  const commands = lines.flatMap((line) => line.split(" && ")).filter(isCommand);
  return [...new Set(commands)];
}

function isCommand(line: string): boolean {
  const [first = ""] = line.replace(/^(?:[A-Z_]+=(?:"[^"]*"|\S+) )+/, "").split(" ");
  return ["npm", "npx"].includes(first) || (GROUPS.includes(first) && line.includes(" "));
}

/** The words of a command, as a shell would see them, without variables before it. */
export function wordsOf(command: string): string[] {
  const words = command.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const from = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  return words.slice(from).map((word) => word.replaceAll('"', ""));
}

/** What `npm run turno` gets of a command: undefined where it is another one. */
export function turnoWords(command: string): string[] | undefined {
  const words = wordsOf(command);
  if (GROUPS.includes(words[0] ?? "")) return words;
  return words.slice(0, 4).join(" ") === "npm run turno --" ? words.slice(4) : undefined;
}
