import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** The fields of a page's form that was sent. */
export const postedForm = ({ body = "", isBase64Encoded }: APIGatewayProxyEventV2): URLSearchParams =>
  new URLSearchParams(isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body);

/** What a rep typed beside a reason, on one line. */
export const noteIn = (form: URLSearchParams): string => (form.get("note") ?? "").replaceAll(/\p{Cc}+/gu, " ").trim();
