import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { UserPool } from "../../adapters/sign-in/user-pool.ts";
import { logger, observed } from "../../adapters/step.ts";
import { enrollPeople } from "./enroll-people.ts";

const env = environment("REPS_TABLE", "USER_POOL");
const deps = {
  reps: new RepStore(documentClient(), env.REPS_TABLE),
  pool: new UserPool(new CognitoIdentityProviderClient({}), env.USER_POOL),
};

export const handler = observed(async () => logger.info("enrolled", { ...(await enrollPeople(deps)) }));
