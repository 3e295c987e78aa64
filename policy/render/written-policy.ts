import type { Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
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
  retentionSection,
  speedSections,
} from "./promises.ts";
import { lanesSection, poolsSection, rulesSection, territoriesSection } from "./routing.ts";

/** Renders a policy as a Markdown document in a language, for whoever reads it. */
export const writtenPolicy = (policy: Policy, locale: Locale): string => writtenBlocks(policy, locale).join("\n\n");

/** Its title and sections, each a block of Markdown. */
export function writtenBlocks(policy: Policy, locale: Locale): string[] {
  const page = policyPage(policy, locale);
  const { texts } = page;
  return [
    `# ${texts.title(safe(policy.name))}`,
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
    ...retentionSection(page),
    ...effortSection(page),
    ...expectationsSection(page),
    ...enrichmentSections(page),
    ...restSection(page),
  ];
}
