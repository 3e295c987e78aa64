import type { Locale } from "../routing/lead/lead.ts";
import * as enAttributes from "./en/attributes.ts";
import * as enConsole from "./en/console.ts";
import * as enCustomers from "./en/customers.ts";
import * as enExplain from "./en/explain.ts";
import * as enFollow from "./en/follow.ts";
import * as enLanguage from "./en/language.ts";
import * as enLead from "./en/lead.ts";
import * as enLearn from "./en/learn.ts";
import * as enMails from "./en/mails.ts";
import * as enManage from "./en/manage.ts";
import * as enPages from "./en/pages.ts";
import * as enPerson from "./en/person.ts";
import * as enPolicy from "./en/policy.ts";
import * as enReceipt from "./en/receipt.ts";
import * as enReports from "./en/reports.ts";
import * as enSentences from "./en/sentences.ts";
import * as esAttributes from "./es/attributes.ts";
import * as esConsole from "./es/console.ts";
import * as esCustomers from "./es/customers.ts";
import * as esExplain from "./es/explain.ts";
import * as esFollow from "./es/follow.ts";
import * as esLanguage from "./es/language.ts";
import * as esLead from "./es/lead.ts";
import * as esLearn from "./es/learn.ts";
import * as esMails from "./es/mails.ts";
import * as esManage from "./es/manage.ts";
import * as esPages from "./es/pages.ts";
import * as esPerson from "./es/person.ts";
import * as esPolicy from "./es/policy.ts";
import * as esReceipt from "./es/receipt.ts";
import * as esReports from "./es/reports.ts";
import * as esSentences from "./es/sentences.ts";
import * as ptAttributes from "./pt/attributes.ts";
import * as ptConsole from "./pt/console.ts";
import * as ptCustomers from "./pt/customers.ts";
import * as ptExplain from "./pt/explain.ts";
import * as ptFollow from "./pt/follow.ts";
import * as ptLanguage from "./pt/language.ts";
import * as ptLead from "./pt/lead.ts";
import * as ptLearn from "./pt/learn.ts";
import * as ptMails from "./pt/mails.ts";
import * as ptManage from "./pt/manage.ts";
import * as ptPages from "./pt/pages.ts";
import * as ptPerson from "./pt/person.ts";
import * as ptPolicy from "./pt/policy.ts";
import * as ptReceipt from "./pt/receipt.ts";
import * as ptReports from "./pt/reports.ts";
import * as ptSentences from "./pt/sentences.ts";

// Every text in every language. There is one record for each subject and not one of all, so that a bundler leaves out
// of a function what that function does not say.

/** The English texts, and the same in every other language: one that lacks a text, or has one too many, does not compile. */
type Each<English> = Record<Locale, English>;

export const languageTags: Each<typeof enLanguage.tags> = {
  en: enLanguage.tags,
  es: esLanguage.tags,
  pt: ptLanguage.tags,
};

/** The console itself loads those of one language alone. */
export const consoleTexts: Each<typeof enConsole.words> = {
  en: enConsole.words,
  es: esConsole.words,
  pt: ptConsole.words,
};

export const reportTexts: Each<typeof enReports.reports> = {
  en: enReports.reports,
  es: esReports.reports,
  pt: ptReports.reports,
};
export const formTexts: Each<typeof enPages.form> = { en: enPages.form, es: esPages.form, pt: ptPages.form };
export const thanksTexts: Each<typeof enPages.thanks> = { en: enPages.thanks, es: esPages.thanks, pt: ptPages.thanks };
export const channelTexts: Each<typeof enPages.channel> = {
  en: enPages.channel,
  es: esPages.channel,
  pt: ptPages.channel,
};
export const toldTexts: Each<typeof enPages.told> = { en: enPages.told, es: esPages.told, pt: ptPages.told };
export const offerTexts: Each<typeof enPages.offer> = { en: enPages.offer, es: esPages.offer, pt: ptPages.offer };
export const messageTexts: Each<typeof enPages.message> = {
  en: enPages.message,
  es: esPages.message,
  pt: ptPages.message,
};
export const returnTexts: Each<typeof enPages.returning> = {
  en: enPages.returning,
  es: esPages.returning,
  pt: ptPages.returning,
};

export const requestStandingTexts: Each<typeof enPerson.standing> = {
  en: enPerson.standing,
  es: esPerson.standing,
  pt: ptPerson.standing,
};

export const choosingTexts: Each<typeof enPerson.choosing> = {
  en: enPerson.choosing,
  es: esPerson.choosing,
  pt: ptPerson.choosing,
};

export const timesTexts: Each<typeof enPerson.times> = { en: enPerson.times, es: esPerson.times, pt: ptPerson.times };
export const requestTexts: Each<typeof enPerson.request> = {
  en: enPerson.request,
  es: esPerson.request,
  pt: ptPerson.request,
};

export const unsubscribeTexts: Each<typeof enPages.unsubscribe> = {
  en: enPages.unsubscribe,
  es: esPages.unsubscribe,
  pt: ptPages.unsubscribe,
};
export const acknowledgementTexts: Each<typeof enPerson.acknowledgement> = {
  en: enPerson.acknowledgement,
  es: esPerson.acknowledgement,
  pt: ptPerson.acknowledgement,
};

export const actTexts: Each<typeof enFollow.acts> = { en: enFollow.acts, es: esFollow.acts, pt: ptFollow.acts };
export const actedTexts: Each<typeof enFollow.acted> = { en: enFollow.acted, es: esFollow.acted, pt: ptFollow.acted };
export const manageTexts: Each<typeof enManage.manage> = {
  en: enManage.manage,
  es: esManage.manage,
  pt: ptManage.manage,
};
export const standingTexts: Each<typeof enFollow.standing> = {
  en: enFollow.standing,
  es: esFollow.standing,
  pt: ptFollow.standing,
};
export const followMailTexts: Each<typeof enFollow.followMails> = {
  en: enFollow.followMails,
  es: esFollow.followMails,
  pt: ptFollow.followMails,
};
export const historyTexts: Each<typeof enFollow.history> = {
  en: enFollow.history,
  es: esFollow.history,
  pt: ptFollow.history,
};

export const offerMailTexts: Each<typeof enMails.offer> = {
  en: enMails.offer,
  es: esMails.offer,
  pt: ptMails.offer,
};
export const reminderMailTexts: Each<typeof enMails.reminder> = {
  en: enMails.reminder,
  es: esMails.reminder,
  pt: ptMails.reminder,
};
export const lapsedMailTexts: Each<typeof enMails.lapsed> = {
  en: enMails.lapsed,
  es: esMails.lapsed,
  pt: ptMails.lapsed,
};
export const pausedMailTexts: Each<typeof enMails.paused> = {
  en: enMails.paused,
  es: esMails.paused,
  pt: ptMails.paused,
};
export const escalationMailTexts: Each<typeof enMails.escalation> = {
  en: enMails.escalation,
  es: esMails.escalation,
  pt: ptMails.escalation,
};
export const toPersonTexts: Each<typeof enMails.toPerson> = {
  en: enMails.toPerson,
  es: esMails.toPerson,
  pt: ptMails.toPerson,
};
export const introductionMailTexts: Each<typeof enMails.introduction> = {
  en: enMails.introduction,
  es: esMails.introduction,
  pt: ptMails.introduction,
};
export const detailsMailTexts: Each<typeof enMails.details> = {
  en: enMails.details,
  es: esMails.details,
  pt: ptMails.details,
};
export const additionsMailTexts: Each<typeof enMails.additions> = {
  en: enMails.additions,
  es: esMails.additions,
  pt: ptMails.additions,
};
export const nurtureMailTexts: Each<typeof enMails.nurture> = {
  en: enMails.nurture,
  es: esMails.nurture,
  pt: ptMails.nurture,
};
export const unreachableTexts: Each<typeof enMails.unreachable> = {
  en: enMails.unreachable,
  es: esMails.unreachable,
  pt: ptMails.unreachable,
};
export const giveBackMailTexts: Each<typeof enMails.giveBack> = {
  en: enMails.giveBack,
  es: esMails.giveBack,
  pt: ptMails.giveBack,
};
export const heldMailTexts: Each<typeof enMails.held> = { en: enMails.held, es: esMails.held, pt: ptMails.held };
export const invitationTexts: Each<typeof enMails.invitation> = {
  en: enMails.invitation,
  es: esMails.invitation,
  pt: ptMails.invitation,
};
export const reviewTexts: Each<typeof enMails.reviews> = {
  en: enMails.reviews,
  es: esMails.reviews,
  pt: ptMails.reviews,
};
export const withdrawnMailTexts: Each<typeof enMails.withdrawn> = {
  en: enMails.withdrawn,
  es: esMails.withdrawn,
  pt: ptMails.withdrawn,
};
export const lookMailTexts: Each<typeof enMails.look> = {
  en: enMails.look,
  es: esMails.look,
  pt: ptMails.look,
};

export const welcomeMailTexts: Each<typeof enCustomers.welcome> = {
  en: enCustomers.welcome,
  es: esCustomers.welcome,
  pt: ptCustomers.welcome,
};
export const newCustomerMailTexts: Each<typeof enCustomers.newCustomer> = {
  en: enCustomers.newCustomer,
  es: esCustomers.newCustomer,
  pt: ptCustomers.newCustomer,
};
export const milestoneTexts: Each<typeof enCustomers.milestone> = {
  en: enCustomers.milestone,
  es: esCustomers.milestone,
  pt: ptCustomers.milestone,
};
export const customerTexts: Each<typeof enCustomers.customer> = {
  en: enCustomers.customer,
  es: esCustomers.customer,
  pt: ptCustomers.customer,
};
export const mailFrameTexts: Each<typeof enMails.frame> = { en: enMails.frame, es: esMails.frame, pt: ptMails.frame };

export const receiptTexts: Each<typeof enReceipt.receipt> = {
  en: enReceipt.receipt,
  es: esReceipt.receipt,
  pt: ptReceipt.receipt,
};

export const leadTexts: Each<typeof enLead.lead> = { en: enLead.lead, es: esLead.lead, pt: ptLead.lead };
export const urgencyTexts: Each<typeof enLead.urgencies> = {
  en: enLead.urgencies,
  es: esLead.urgencies,
  pt: ptLead.urgencies,
};

export const attributeNouns: Each<typeof enAttributes.nouns> = {
  en: enAttributes.nouns,
  es: esAttributes.nouns,
  pt: ptAttributes.nouns,
};
export const truthClauses: Each<typeof enAttributes.truths> = {
  en: enAttributes.truths,
  es: esAttributes.truths,
  pt: ptAttributes.truths,
};
export const choiceWords: Each<typeof enAttributes.choices> = {
  en: enAttributes.choices,
  es: esAttributes.choices,
  pt: ptAttributes.choices,
};

export const sentenceWords: Each<typeof enSentences.sentence> = {
  en: enSentences.sentence,
  es: esSentences.sentence,
  pt: ptSentences.sentence,
};
export const whyTexts: Each<typeof enSentences.why> = { en: enSentences.why, es: esSentences.why, pt: ptSentences.why };
export const changeTexts: Each<typeof enSentences.change> = {
  en: enSentences.change,
  es: esSentences.change,
  pt: ptSentences.change,
};

export const policyTexts: Each<typeof enPolicy.policy> = {
  en: enPolicy.policy,
  es: esPolicy.policy,
  pt: ptPolicy.policy,
};
export const explainTexts: Each<typeof enExplain.explain> = {
  en: enExplain.explain,
  es: esExplain.explain,
  pt: ptExplain.explain,
};
export const outlookTexts: Each<typeof enLearn.outlook> = {
  en: enLearn.outlook,
  es: esLearn.outlook,
  pt: ptLearn.outlook,
};
export const scoreCheckTexts: Each<typeof enLearn.scoreCheck> = {
  en: enLearn.scoreCheck,
  es: esLearn.scoreCheck,
  pt: ptLearn.scoreCheck,
};
export const learnTexts: Each<typeof enLearn.learn> = { en: enLearn.learn, es: esLearn.learn, pt: ptLearn.learn };
