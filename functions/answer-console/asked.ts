import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";

/** What an answer may need of the outside world. */
export interface Deps {
  people: Pick<RosterPeople, "get">;
  /** ISO 8601. */
  now: () => string;
}

/** What of a request counts. */
export type Asked = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  "routeKey" | "requestContext" | "pathParameters" | "queryStringParameters"
>;
