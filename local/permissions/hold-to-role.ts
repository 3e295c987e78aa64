import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { askedBy, type Place } from "./asked.ts";
import { type Asked, type Grant, mayDo } from "./role.ts";

type Requested = (options: RequestOptions, onResponse?: (response: IncomingMessage) => void) => ClientRequest;

/**
 * Refuses this thread's requests to AWS that its role does not allow, as AWS would. It patches `http.request`, through which
 * the SDK sends each request with its whole body at once.
 * @param refused told what was refused, such as `dynamodb:Scan on arn:aws:dynamodb:…`
 */
export function holdToRole(grants: readonly Grant[], place: Place, refused: (what: string) => void): void {
  const original = http.request as Requested;
  const request: Requested = (options, onResponse) => {
    const sent = original(options, onResponse);
    const headers = (options?.headers ?? {}) as Record<string, string>;
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? "")?.[1];
    if (!service) return sent;
    const end = sent.end.bind(sent);
    sent.end = ((body: Uint8Array | string = "") => {
      const text = typeof body === "string" ? body : Buffer.from(body).toString();
      const asked = askedBy({ service, target: headers["x-amz-target"] ?? "", body: text }, place);
      const denied = asked.find((one) => !isAllowed(grants, one));
      if (!denied) return end(body);
      const what = `${denied.action} on ${denied.resources.join(" or ") || "nothing named"}`;
      refused(what);
      return sent.destroy(
        Object.assign(new Error(`not authorized to perform: ${what}`), { name: "AccessDeniedException" }),
      );
    }) as typeof sent.end;
    return sent;
  };
  http.request = request as typeof http.request;
}

/** A request that names no resource, as by a task's token, needs the action on any. */
const isAllowed = (grants: readonly Grant[], asked: Asked): boolean =>
  asked.resources.length > 0 ? mayDo(grants, asked) : grants.some(({ actions }) => actions.includes(asked.action));
