import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A loopback port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Listens on a free port for the SDK's clients. Idle connections are kept open, since closing one while a client reuses
 * it makes the request fail. Responses have no `Date` header: compared with Turno's clock, the SDK would see it as
 * clock skew and retry every failed request.
 */
export function listenForClients(server: Server): Promise<number> {
  server.keepAliveTimeout = 0;
  server.prependListener("request", (_, response) => {
    response.sendDate = false;
  });
  return listen(server, 0);
}

/** Listens on the loopback interface; resolves to the port. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
