import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The names of the calls that a client sends from now on, as they are sent; those that the SDK repeats count again. */
export function callsThrough(client: DynamoDBDocumentClient): string[] {
  const calls: string[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      calls.push(headers["x-amz-target"]?.split(".")[1] ?? "?");
      return next(args);
    },
    // The last step, so that what the SDK sends again counts again.
    { step: "finalizeRequest", priority: "low" },
  );
  return calls;
}
