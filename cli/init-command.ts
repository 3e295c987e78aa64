import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Command, Option } from "commander";
import { type Locale, locales } from "../routing/lead/lead.ts";
import { ask, canAsk } from "./ask.ts";
import { readSetup } from "./setup-files.ts";
import { Refused } from "./where.ts";

const root = join(import.meta.dirname, "..");
const usual: Record<Locale, { name: string; currency: string; timeZone: string }> = {
  en: { name: "Your Company", currency: "USD", timeZone: "America/New_York" },
  es: { name: "Tu Empresa", currency: "MXN", timeZone: "America/Mexico_City" },
  pt: { name: "Sua Empresa", currency: "BRL", timeZone: "America/Sao_Paulo" },
};

interface Options {
  language?: Locale;
  name?: string;
  currency?: string;
  timeZone?: string;
}

async function init(folder: string, options: Options): Promise<void> {
  const files = ["policy.yaml", "reps.csv"].map((name) => join(folder, name));
  const there = files.find((file) => existsSync(file));
  if (there) throw new Refused(`${there} is there already; nothing was written. Name another folder.`);
  const language = await languageOf(options);
  const { name, currency, timeZone } = await answers(options, usual[language]);
  if (!/^[A-Z]{3}$/.test(currency))
    throw new Refused(`--currency: expected an ISO 4217 code such as USD, found "${currency}"; nothing was written.`);
  if (!Intl.supportedValuesOf("timeZone").includes(timeZone))
    throw new Refused(
      `--time-zone: expected an IANA time zone such as America/Bogota, found "${timeZone}"; nothing was written.`,
    );
  const values: Record<string, string> = {
    NAME: JSON.stringify(name),
    CURRENCY: currency,
    TIME_ZONE: timeZone,
    FOLDER: folder,
    SCHEMA: relative(resolve(folder), join(root, "schemas", "policy.json")),
  };
  const filled = (template: string): string =>
    readFileSync(join(root, "samples", "start", template), "utf8").replaceAll(
      /\$([A-Z_]+)/g,
      (_, key: string) => values[key] ?? "",
    );
  mkdirSync(folder, { recursive: true });
  const [policy = "", reps = ""] = files;
  writeFileSync(policy, filled(`policy.${language}.yaml`), { flag: "wx" });
  writeFileSync(reps, filled(`reps.${language}.csv`), { flag: "wx" });
  readSetup({ policy, reps });
  console.log(
    `${policy} and ${reps} are a company with one pool of two reps. Put your own people in, then: npm run turno -- apply ${policy} ${reps}`,
  );
}

/** The language from the option, from the answer to a question, or of the shell. */
async function languageOf({ language }: Options): Promise<Locale> {
  if (language) return language;
  const spoken = /^(\w\w)/.exec(process.env.LC_ALL || process.env.LANG || "")?.[1];
  const known = (word: string | undefined) => locales.find((locale) => locale === word);
  const guess = known(spoken) ?? "en";
  if (!canAsk()) return guess;
  const answer = await ask(`Language (${locales.join(", ")})?`, guess);
  const found = known(answer);
  if (!found) throw new Refused(`Expected one of ${locales.join(", ")}, found "${answer}"; nothing was written.`);
  return found;
}

async function answers(given: Options, { name, currency, timeZone }: (typeof usual)[Locale]) {
  const askFor = async (value: string | undefined, question: string, otherwise: string): Promise<string> =>
    value ?? (canAsk() ? await ask(question, otherwise) : otherwise);
  return {
    name: await askFor(given.name, "Name of the company?", name),
    currency: await askFor(given.currency, "Currency (ISO 4217)?", currency),
    timeZone: await askFor(given.timeZone, "Time zone of the team?", timeZone),
  };
}

/** `npm run turno -- init …` */
export function addInitCommand(program: Command): void {
  program
    .command("init")
    .argument("[folder]", "where to write policy.yaml and reps.csv", "my-company")
    .description("write a small policy and a roster of three to begin with; asks for what is not given")
    .addOption(new Option("--language <language>", "of the policy, the form and the mails").choices(locales))
    .option("--name <name>", "of the company")
    .option("--currency <code>", "ISO 4217, such as USD")
    .option("--time-zone <zone>", "of the team, such as America/Bogota")
    .action(init);
}
