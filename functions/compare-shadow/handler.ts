import type { DynamoDBStreamEvent } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { ShadowStore } from "../../adapters/policies/shadow-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { ofRealLeads } from "../real-leads.ts";
import { compareShadow } from "./compare-shadow.ts";

const env = environment("POLICIES_TABLE", "REPS_TABLE");
const client = documentClient();
const deps = {
  shadows: new ShadowStore(client, env.POLICIES_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  team: new RepStore(client, env.REPS_TABLE),
};

export const handler = observed((event: DynamoDBStreamEvent) => compareShadow(ofRealLeads(event), deps));
