import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** For a service on this machine, independent of AWS credentials and profiles. */
export const localConfig = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** A client for a database on this machine. */
export const localClient = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(localConfig(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
