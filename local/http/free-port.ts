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
 * Listens where the SDK's clients connect, on a free port. Idle connections stay open: closing one at the moment of
 * its next use would be a failed request. Answers carry no date: beside Turno's clock the real one would look to the
 * SDK like a skew of its own clock, for which it repeats every request that was answered with an error.
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
