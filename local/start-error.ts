/** An error that stops the local run from starting and is shown in one line, without a stack trace. */
export class StartError extends Error {
  override readonly name = "StartError";
}
