import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import type { Answer } from "../http/public-server.ts";
import type { Behavior, DeployedFiles, Edge } from "./app-edge.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** What CloudFront compresses, beyond this many bytes. */
const COMPRESSED = /^(text\/|application\/json|image\/svg)/;
const LEAST_COMPRESSED = 1000;

/**
 * Answers requests as the template's distribution would: by the first behavior that matches, from a bucket's files or
 * the API, with the headers of its policy. Caches nothing.
 * @param api answers what a behavior leaves to the HTTP API
 */
export function createEdge({ behaviors, files }: Edge, api: Answer): Answer {
  const known = behaviors.map((behavior) => ({
    ...behavior,
    matches: patternOf(behavior.pattern),
    change: pathChanger(behavior),
  }));
  return async (request, response, url) => {
    const behavior = known.find(({ matches }) => matches.test(url.pathname));
    for (const [name, value] of Object.entries(behavior?.headers ?? {})) response.setHeader(name, value);
    if (behavior?.bucket === undefined) return api(request, response, url);
    await sendFile(request, response, behavior.change(url.pathname), files, behavior.bucket);
  };
}

const patternOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );

type ViewerRequest = (event: { request: { method: string; uri: string; headers: object; querystring: object } }) => {
  uri: string;
};

/** What a behavior makes of a path by its own function, which has a global object of its own as in CloudFront. */
function pathChanger({ viewerRequest }: Behavior): (path: string) => string {
  if (viewerRequest === undefined) return (path) => path;
  const handler = runInNewContext(`${viewerRequest}\nhandler`) as ViewerRequest;
  return (uri) => handler({ request: { method: "GET", uri, headers: {}, querystring: {} } }).uri;
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  files: readonly DeployedFiles[],
  bucket: string,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(403).end();
    return;
  }
  const found = await fileAt(path, files, bucket);
  // S3 says so of what is not there to somebody who may not list.
  if (!found) {
    response.writeHead(403, { "content-type": "application/xml" }).end("<Error><Code>AccessDenied</Code></Error>");
    return;
  }
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const etag = `"${createHash("md5").update(found.content).digest("hex")}"`;
  response.setHeader("etag", etag);
  response.setHeader("cache-control", found.cacheControl);
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  const compresses =
    COMPRESSED.test(type) &&
    found.content.length >= LEAST_COMPRESSED &&
    /\bgzip\b/.test(String(request.headers["accept-encoding"]));
  const body = compresses ? gzipSync(found.content) : found.content;
  response.writeHead(200, {
    "content-type": type,
    "content-length": body.length,
    ...(compresses && { "content-encoding": "gzip", vary: "accept-encoding" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** The file whose name in the bucket is the path, of whichever deployment has brought it. */
async function fileAt(path: string, files: readonly DeployedFiles[], bucket: string) {
  for (const deployed of files.filter((each) => each.bucket === bucket)) {
    const start = `/${deployed.prefix}/`;
    const name = path.slice(start.length);
    if (!path.startsWith(start) || !/^[\w-]+(\.[\w-]+)*$/.test(name)) continue;
    const content = await readFile(join(deployed.dir, name)).catch(() => undefined);
    if (content && extname(name) === ".html") return { content: marked(content), cacheControl: deployed.cacheControl };
    if (content) return { content, cacheControl: deployed.cacheControl };
  }
  return undefined;
}

/** The console's page says here, and nowhere else, that it is on this machine, where its tour can do more. */
const marked = (page: Buffer): Buffer =>
  Buffer.from(page.toString().replace("<head>", '<head>\n<meta name="turno" content="local">'));
