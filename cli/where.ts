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

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([...problems.map(renderProblem), `${count}; nothing was changed.`].join("\n"));
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
