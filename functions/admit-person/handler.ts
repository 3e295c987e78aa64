import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { type Asked, admitPerson } from "./admit-person.ts";

const env = environment("REPS_TABLE");
const deps = { reps: new RepStore(documentClient(), env.REPS_TABLE) };

export const handler = observed((event: Asked) => admitPerson(event, deps));
