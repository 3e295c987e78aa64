import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Counts the read and write units that a client consumes from then on. */
export function metered(client: DynamoDBDocumentClient): { units: () => number } {
  let units = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input as object, { ReturnConsumedCapacity: "TOTAL" });
      const result = await next(args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: unknown };
      for (const one of [ConsumedCapacity].flat()) units += (one as { CapacityUnits: number }).CapacityUnits;
      return result;
    },
    { step: "initialize" },
  );
  return { units: () => units };
}
