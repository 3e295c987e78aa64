import type { Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { fenced } from "../read/policy-document.ts";
import { renderYaml } from "../read/policy-yaml.ts";
import { prioritySection, qualificationSection, scoreSection } from "./assessing.ts";
import { safe } from "./markdown.ts";
import { policyPage } from "./policy-page.ts";
import {
  acknowledgeSection,
  effortSection,
  enrichmentSections,
  expectationsSection,
  followSection,
  nurtureSection,
  onboardingSection,
  receiptsSection,
  restSection,
  speedSections,
} from "./promises.ts";
import { lanesSection, poolsSection, rulesSection, territoriesSection } from "./routing.ts";

/**
 * Renders a policy as a Markdown document in a language. It ends with the policy as YAML, so that the document that
 * people agreed on can be checked and activated unchanged.
 */
export function renderPolicy(policy: Policy, locale: Locale): string {
  const page = policyPage(policy, locale);
  const { texts } = page;
  const blocks = [
    `# ${texts.title(safe(policy.name))}`,
    texts.intro,
    ...rulesSection(page),
    ...territoriesSection(page),
    ...qualificationSection(page),
    ...scoreSection(page),
    ...prioritySection(page),
    ...lanesSection(page),
    ...poolsSection(page),
    ...speedSections(page),
    ...acknowledgeSection(page),
    ...followSection(page),
    ...onboardingSection(page),
    ...nurtureSection(page),
    ...receiptsSection(page),
    ...effortSection(page),
    ...expectationsSection(page),
    ...enrichmentSections(page),
    ...restSection(page),
    `## ${texts.appendix}`,
    texts.appendixIntro,
    fenced(renderYaml(policy)),
  ];
  return blocks.join("\n\n");
}
