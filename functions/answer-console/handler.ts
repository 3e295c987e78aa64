import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import { answerConsole } from "./answer-console.ts";
import type { Asked } from "./asked.ts";

const env = environment("REPS_TABLE");
const deps = {
  people: new RosterPeople(documentClient(), env.REPS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => answerConsole(event, deps));
