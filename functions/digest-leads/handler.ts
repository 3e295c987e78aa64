import type { DynamoDBStreamEvent } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { observed } from "../../adapters/step.ts";
import { digestLeads } from "./digest-leads.ts";

const env = environment("REPORTS_TABLE");
const deps = { rows: new RowStore(documentClient(), env.REPORTS_TABLE) };

export const handler = observed((event: DynamoDBStreamEvent) => digestLeads(event, deps));
