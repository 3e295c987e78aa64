import type { Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { fenced } from "../read/policy-document.ts";
import { renderYaml } from "../read/policy-yaml.ts";
import { policyPage } from "./policy-page.ts";
import { writtenBlocks } from "./written-policy.ts";

/**
 * Renders a policy as a Markdown document in a language. It ends with the policy as YAML, so that the document that
 * people agreed on can be checked and activated unchanged.
 */
export function renderPolicy(policy: Policy, locale: Locale): string {
  const { texts } = policyPage(policy, locale);
  const appendix = [`## ${texts.appendix}`, texts.appendixIntro, fenced(renderYaml(policy))];
  const [title = "", ...sections] = writtenBlocks(policy, locale);
  return [title, texts.intro, ...sections, ...appendix].join("\n\n");
}
