import { createInterface } from "node:readline/promises";

/** Whether somebody is there who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY === true;

/** Asks whoever sits at the terminal; an empty answer is `otherwise`. */
export async function ask(question: string, otherwise = ""): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${question}${otherwise && ` [${otherwise}]`} `);
    return answer.trim() || otherwise;
  } finally {
    terminal.close();
  }
}
