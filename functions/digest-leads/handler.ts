import type { DynamoDBStreamEvent } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { WordStore } from "../../adapters/leads/word-store.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { observed } from "../../adapters/step.ts";
import { digestLeads } from "./digest-leads.ts";

const env = environment("LEADS_TABLE", "REPORTS_TABLE");
const client = documentClient();
const deps = {
  rows: new RowStore(client, env.REPORTS_TABLE),
  words: new WordStore(client, env.LEADS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: DynamoDBStreamEvent) => digestLeads(event, deps));
