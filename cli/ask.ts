import { createInterface } from "node:readline/promises";

/** Whether standard input is a terminal. */
export const canAsk = (): boolean => process.stdin.isTTY === true;

/** Asks a question on the terminal; `otherwise` is returned for an empty answer. */
export async function ask(question: string, otherwise = ""): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${question}${otherwise && ` [${otherwise}]`} `);
    return answer.trim() || otherwise;
  } finally {
    terminal.close();
  }
}
