import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** An answer that nobody keeps. */
export const json = (statusCode: number, body: object, type = "application/json") => ({
  statusCode,
  headers: { "Content-Type": type, "Cache-Control": "no-store" },
  body: JSON.stringify(body),
});

/** A refusal as a problem document (RFC 9457). @param type what went wrong, by which programs tell it: `not-found` */
export const problem = (status: number, type: string, detail?: string, more: object = {}) =>
  json(
    status,
    { type: `urn:turno:${type}`, title: type.replaceAll("-", " "), status, ...(detail && { detail }), ...more },
    "application/problem+json",
  ) satisfies APIGatewayProxyStructuredResultV2;

/** The same for what does not exist and for what is somebody else's, so that it says nothing about either. */
export const notFound = () => problem(404, "not-found");
