import Table from "cli-table3";
import type { Command } from "commander";
import { CompanyStore } from "../adapters/companies/company-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { renderCompanies } from "../policy/read/companies-file.ts";
import { readCompaniesFile } from "./files.ts";
import { listed } from "./listed.ts";
import { BadFiles, installation, type Where, where } from "./where.ts";

/** Reads the companies of a file. @throws BadFiles */
const accountsOf = (file: string, reps?: readonly string[]) => {
  const reading = readCompaniesFile(file, reps);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading.accounts;
};

async function importCompanies(file: string, options: Where): Promise<void> {
  accountsOf(file);
  const { name, client, tables } = await installation(options);
  const reps = await new RepStore(client, tables.reps).all();
  const accounts = accountsOf(file, reps.length > 0 ? reps.map(({ id }) => id) : undefined);
  const { added, changed, removed } = await new CompanyStore(client, tables.companies).importAccounts(accounts);
  console.log(`In ${name}: ${listed("added", added)}, ${listed("changed", changed)}, ${listed("removed", removed)}.`);
}

async function exportCompanies(options: Where): Promise<void> {
  const { client, tables } = await installation(options);
  process.stdout.write(renderCompanies(await new CompanyStore(client, tables.companies).all()));
}

async function listCompanies(options: Where): Promise<void> {
  const { client, tables } = await installation(options);
  const table = new Table({
    head: ["domain", "name", "relation", "owner", "people", "industry", "country"],
    style: { head: [], border: [] },
  });
  for (const account of await new CompanyStore(client, tables.companies).all()) {
    const { domain, name, relation, ownerId = "", size = "", industry = "", country = "" } = account;
    table.push([domain, name, relation, ownerId, size, industry, country]);
  }
  console.log(table.toString());
}

/** `npm run turno -- companies …` */
export function addCompaniesCommands(program: Command): void {
  const companies = program.command("companies").description("the companies that we know: whose they are, how large");
  where(companies.command("import").argument("<file>"))
    .description("make the companies those of a CSV file")
    .action(importCompanies);
  where(companies.command("export")).description("the companies as CSV").action(exportCompanies);
  where(companies.command("list")).description("which there are, and whose they are").action(listCompanies);
}
