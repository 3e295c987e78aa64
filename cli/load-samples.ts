import { join } from "node:path";
import { ReviewStore } from "../adapters/reps/review-store.ts";
import { SetupStore } from "../adapters/setup/setup-store.ts";
import { localClient } from "./local-client.ts";
import { reviewsOf } from "./reviews-commands.ts";
import { readSetup } from "./setup-files.ts";

const samples = join(import.meta.dirname, "..", "samples");

/**
 * Loads the sample company into the empty tables of a local database; roster, companies and policy become active in one
 * write, and then what people said of its reps.
 */
export async function loadSamples(
  { policiesTable, repsTable, companiesTable }: { policiesTable: string; repsTable: string; companiesTable: string },
  dynamoDbUrl: string,
): Promise<void> {
  const file = (name: string): string => join(samples, name);
  const { policy, source, reps, companies } = readSetup({
    policy: file("policy.yaml"),
    reps: file("reps.csv"),
    companies: file("companies.csv"),
  });
  // A clock that is behind the samples must not keep anybody from trying them.
  const reviews = reviewsOf(file("reviews.csv"), "9999-12-31");
  const client = localClient(dynamoDbUrl);
  try {
    const store = new SetupStore(client, { policies: policiesTable, reps: repsTable, companies: companiesTable });
    const by = { author: "samples", note: "The sample company", at: new Date().toISOString() };
    await store.activate({ policy: { policy, source }, reps, companies }, await store.basis(), by);
    await store.settle();
    await new ReviewStore(client, repsTable).add(reviews);
  } finally {
    client.destroy();
  }
}
