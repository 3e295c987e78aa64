import { type Command, Option } from "commander";
import { renderYaml } from "../policy/read/policy-yaml.ts";
import { renderPolicy } from "../policy/render/render-policy.ts";
import { type Locale, locales } from "../routing/lead/lead.ts";
import { namedPolicy } from "./policy-source.ts";
import { type Where, where } from "./where.ts";

async function render(
  fileOrVersion: string | undefined,
  options: Where & { language?: Locale; format: "markdown" | "yaml" },
): Promise<void> {
  const { policy } = await namedPolicy(fileOrVersion, options);
  const language = options.language ?? policy.languages[0] ?? "en";
  process.stdout.write(options.format === "yaml" ? renderYaml(policy) : renderPolicy(policy, language));
}

/** `npm run turno -- policy render …` */
export function addRenderCommand(policy: Command): void {
  where(policy.command("render").argument("[file-or-version]"))
    .description("the policy as people read it, the active one when none is named")
    .addOption(new Option("--language <language>", "the policy's first when not given").choices(locales))
    .addOption(
      new Option("--format <format>", "for people, or the policy alone")
        .choices(["markdown", "yaml"])
        .default("markdown"),
    )
    .action(render);
}
