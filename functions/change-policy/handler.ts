import { ActRows } from "../../adapters/api/act-rows.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { PolicyDrafts } from "../../adapters/policies/policy-drafts.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import { ShadowStore } from "../../adapters/policies/shadow-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import type { Asked } from "../asking-person.ts";
import { changePolicy } from "./change-policy.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  versions: new PolicyVersions(client, env.POLICIES_TABLE),
  drafts: new PolicyDrafts(client, env.POLICIES_TABLE),
  shadows: new ShadowStore(client, env.POLICIES_TABLE),
  team: new RepStore(client, env.REPS_TABLE),
  requests: new ActRows(client, env.LEADS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => changePolicy(event, deps));
