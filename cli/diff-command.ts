import type { Command } from "commander";
import { policyChanges } from "../policy/diff/policy-diff.ts";
import { renderDiff } from "../policy/render/diff.ts";
import { namedPolicy } from "./policy-source.ts";
import { type Where, where } from "./where.ts";

/** Sets the exit code as `diff` does: 0 without differences, 1 with differences, 2 on errors. */
async function diffPolicies(first: string, second: string | undefined, options: Where & { json?: boolean }) {
  process.exitCode = 2;
  const [from, to] = second === undefined ? [undefined, first] : [first, second];
  const [before, after] = [await namedPolicy(from, options), await namedPolicy(to, options)];
  const changes = policyChanges(before.policy, after.policy);
  if (options.json) console.log(JSON.stringify({ before: before.name, after: after.name, changes }, null, 2));
  else if (changes.length === 0) console.log(`${before.name} and ${after.name} say the same.`);
  else process.stdout.write(`From ${before.name} to ${after.name}:\n${renderDiff(changes, after.policy)}`);
  process.exitCode = changes.length === 0 ? 0 : 1;
}

/** `npm run turno -- policy diff …` */
export function addDiffCommand(policy: Command): void {
  where(policy.command("diff").argument("<a>", "a file or version").argument("[b]", "a file or version"))
    .usage("[a] <b>")
    .description(
      "what is different in b, by the names of rules, pools and lines; a is the active policy when not given",
    )
    .option("--json", "as JSON")
    .action(diffPolicies);
}
