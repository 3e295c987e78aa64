import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import type { Candidate } from "./sign-in.ts";

/** Everybody of the roster who is active, by name. */
export async function candidatesIn(dynamoDb: DynamoDBClient, repsTable: string): Promise<Candidate[]> {
  const people = await new RepStore(DynamoDBDocumentClient.from(dynamoDb), repsTable).all();
  return people
    .filter(({ active }) => active)
    .map(({ id, name, email, role }) => ({ id, name, email, role }))
    .sort((one, other) => one.name.localeCompare(other.name));
}
