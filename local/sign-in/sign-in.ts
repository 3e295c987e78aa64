import { request as forward } from "node:http";
import { Worker } from "node:worker_threads";
import type { ClockAnchor } from "../clock.ts";
import type { Outcome } from "../functions/function-workers.ts";
import type { Answer } from "../http/public-server.ts";
import { SIGN_IN_PATH } from "../resource-values.ts";
import type { SignIn } from "./app-sign-in.ts";

/** Somebody who can sign in. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** The start parameters of the thread. */
export interface SignInStart {
  readonly signIn: SignIn;
  readonly path: string;
  readonly clock: ClockAnchor;
}

export type FromSignIn =
  | { kind: "listening"; port: number }
  | { kind: "people"; id: number }
  | { kind: "invoke"; id: number; functionArn: string; event: unknown };
export type ToSignIn = { id: number; answer: readonly Candidate[] | Outcome };

interface Around {
  readonly clock: ClockAnchor;
  /** Everybody of the roster who is active. */
  readonly people: () => Promise<readonly Candidate[]>;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
}

/**
 * Where people sign in, in place of Cognito: an OpenID provider with a page of people to sign in as. It starts when
 * somebody comes, in a thread of its own whose time is Turno's, since its tokens are checked in Turno's time.
 */
export function createSignIn(signIn: SignIn, { clock, people, invoke }: Around): { answer: Answer; stop(): unknown } {
  let thread: { worker: Worker; port: Promise<number> } | undefined;

  const open = () => {
    const workerData: SignInStart = { signIn, path: SIGN_IN_PATH, clock };
    const worker = new Worker(new URL("./sign-in-thread.ts", import.meta.url), { workerData, name: "sign-in" });
    const reply = (message: ToSignIn) => worker.postMessage(message);
    const port = new Promise<number>((resolve, reject) => {
      worker.once("error", reject);
      worker.on("message", async (message: FromSignIn) => {
        if (message.kind === "listening") return resolve(message.port);
        const { id } = message;
        reply({
          id,
          answer: message.kind === "people" ? await people() : await invoke(message.functionArn, message.event),
        });
      });
    });
    worker.once("exit", () => {
      thread = undefined;
    });
    return { worker, port };
  };

  return {
    async answer(request, response) {
      thread ??= open();
      const port = await thread.port;
      await new Promise<void>((resolve, reject) => {
        const { method = "GET", url = "/", headers } = request;
        const asked = forward({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response).once("close", resolve);
        });
        asked.once("error", reject);
        request.pipe(asked);
      });
    },
    stop: () => thread?.worker.terminate(),
  };
}
