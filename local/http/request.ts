import type { IncomingMessage } from "node:http";

/** Thrown when a body is longer than allowed. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** Reads a whole body; throws BodyTooLarge past `limit` bytes. */
export async function readBody(message: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  if (Number(message.headers["content-length"] ?? 0) > limit) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** The access key that signed an AWS request. The local run uses the function's name as its access key. */
export function callerOf(message: IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(message.headers.authorization ?? "")?.[1] ?? "unknown";
}
