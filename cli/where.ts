import { type Command, Option } from "commander";
import { type Problem, renderProblem } from "../policy/read/problem.ts";
import { deployedInstallation, type Installation, localInstallation, localUrl } from "./installation.ts";

/** The options that select a command's installation. */
export interface Where {
  stage?: string;
  url?: string;
}

/** Thrown for problems in files, before anything was changed. */
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

/** Runs `work` and adds a hint to problems between policy and roster. */
export function togetherHint<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BadFiles)) throw error;
    throw new BadFiles(error.problems, "To change policy and roster together: npm run turno -- apply POLICY ROSTER");
  }
}

/** Thrown when a command refuses to do something, before anything was changed. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export const installation = ({ stage, url }: Where): Promise<Installation> =>
  stage ? deployedInstallation(stage) : localInstallation(url ?? localUrl(process.env));

/** Adds the options that select an installation to a command. */
export const where = (command: Command): Command =>
  command
    .addOption(
      new Option("--stage <stage>", "a deployed stage, such as dev; the local run when not given").conflicts("url"),
    )
    .option("--url <url>", "the address of a local run");
