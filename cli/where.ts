import { type Command, Option } from "commander";
import { type Problem, renderProblem } from "../policy/read/problem.ts";
import { deployedInstallation, type Installation, localInstallation, localUrl } from "./installation.ts";

/** Which installation a command works on. */
export interface Where {
  stage?: string;
  url?: string;
}

/** Ends with what is wrong in the files; nothing was changed. */
export class BadFiles extends Error {
  override readonly name = "BadFiles";
  readonly problems: readonly Problem[];

  /** @param hint what else can be done */
  constructor(problems: readonly Problem[], hint = "") {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([...problems.map(renderProblem), `${count}; nothing was changed.${hint && ` ${hint}`}`].join("\n"));
    this.problems = problems;
  }
}

/** Says what to do about problems of a policy with a roster, or of a roster with a policy. */
export function togetherHint<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BadFiles)) throw error;
    throw new BadFiles(error.problems, "To change policy and roster together: npm run turno -- apply POLICY ROSTER");
  }
}

/** Ends with why a command did not do what it was asked to; nothing was changed. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export const installation = ({ stage, url }: Where): Promise<Installation> =>
  stage ? deployedInstallation(stage) : localInstallation(url ?? localUrl(process.env));

/** Gives a command the options that name an installation. */
export const where = (command: Command): Command =>
  command
    .addOption(
      new Option("--stage <stage>", "a deployed stage, such as dev; the local run when not given").conflicts("url"),
    )
    .option("--url <url>", "the address of a local run");
