import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { step } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { holdLead } from "./hold-lead.ts";

const env = environment("LEADS_TABLE");
const deps = {
  leads: new LeadStore(documentClient(), env.LEADS_TABLE),
  tasks: new WaitingTasks(new SFNClient({})),
  now: () => new Date().toISOString(),
};

export const handler = step((input) => holdLead(input, deps));
