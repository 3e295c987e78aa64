import type { Locale } from "../routing/lead/lead.ts";
import * as enActsScreen from "./en/console/acts.ts";
import * as enDeskScreen from "./en/console/desk.ts";
import * as enLeadsScreen from "./en/console/leads.ts";
import * as enNowScreen from "./en/console/now.ts";
import * as enPlan from "./en/console/plan.ts";
import * as enPolicyScreen from "./en/console/policy.ts";
import * as enReportsScreen from "./en/console/reports.ts";
import * as enTeamScreen from "./en/console/team.ts";
import * as esActsScreen from "./es/console/acts.ts";
import * as esDeskScreen from "./es/console/desk.ts";
import * as esLeadsScreen from "./es/console/leads.ts";
import * as esNowScreen from "./es/console/now.ts";
import * as esPlan from "./es/console/plan.ts";
import * as esPolicyScreen from "./es/console/policy.ts";
import * as esReportsScreen from "./es/console/reports.ts";
import * as esTeamScreen from "./es/console/team.ts";
import * as ptActsScreen from "./pt/console/acts.ts";
import * as ptDeskScreen from "./pt/console/desk.ts";
import * as ptLeadsScreen from "./pt/console/leads.ts";
import * as ptNowScreen from "./pt/console/now.ts";
import * as ptPlan from "./pt/console/plan.ts";
import * as ptPolicyScreen from "./pt/console/policy.ts";
import * as ptReportsScreen from "./pt/console/reports.ts";
import * as ptTeamScreen from "./pt/console/team.ts";

// What the console's screens say, in every language. Each screen loads its words itself; they stand apart from the other
// texts, so that no function has them in its bundle.

type Each<English> = Record<Locale, English>;

export const leadsScreenTexts: Each<typeof enLeadsScreen.words> = {
  en: enLeadsScreen.words,
  es: esLeadsScreen.words,
  pt: ptLeadsScreen.words,
};

export const actsScreenTexts: Each<typeof enActsScreen.words> = {
  en: enActsScreen.words,
  es: esActsScreen.words,
  pt: ptActsScreen.words,
};

export const nowScreenTexts: Each<typeof enNowScreen.words> = {
  en: enNowScreen.words,
  es: esNowScreen.words,
  pt: ptNowScreen.words,
};

export const deskScreenTexts: Each<typeof enDeskScreen.words> = {
  en: enDeskScreen.words,
  es: esDeskScreen.words,
  pt: ptDeskScreen.words,
};

export const policyScreenTexts: Each<typeof enPolicyScreen.words> = {
  en: enPolicyScreen.words,
  es: esPolicyScreen.words,
  pt: ptPolicyScreen.words,
};

export const planTexts: Each<typeof enPlan.words> = { en: enPlan.words, es: esPlan.words, pt: ptPlan.words };

export const teamScreenTexts: Each<typeof enTeamScreen.words> = {
  en: enTeamScreen.words,
  es: esTeamScreen.words,
  pt: ptTeamScreen.words,
};

export const reportsScreenTexts: Each<typeof enReportsScreen.words> = {
  en: enReportsScreen.words,
  es: esReportsScreen.words,
  pt: ptReportsScreen.words,
};
