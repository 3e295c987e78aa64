/** A reason why the local run cannot start that is told to the person in one line, without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}
