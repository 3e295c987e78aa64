import type { Locale } from "../routing/lead/lead.ts";
import * as enAttributes from "./en/attributes.ts";
import * as enExplain from "./en/explain.ts";
import * as enLanguage from "./en/language.ts";
import * as enLead from "./en/lead.ts";
import * as enMails from "./en/mails.ts";
import * as enPages from "./en/pages.ts";
import * as enPolicy from "./en/policy.ts";
import * as enSentences from "./en/sentences.ts";
import * as esAttributes from "./es/attributes.ts";
import * as esExplain from "./es/explain.ts";
import * as esLanguage from "./es/language.ts";
import * as esLead from "./es/lead.ts";
import * as esMails from "./es/mails.ts";
import * as esPages from "./es/pages.ts";
import * as esPolicy from "./es/policy.ts";
import * as esSentences from "./es/sentences.ts";
import * as ptAttributes from "./pt/attributes.ts";
import * as ptExplain from "./pt/explain.ts";
import * as ptLanguage from "./pt/language.ts";
import * as ptLead from "./pt/lead.ts";
import * as ptMails from "./pt/mails.ts";
import * as ptPages from "./pt/pages.ts";
import * as ptPolicy from "./pt/policy.ts";
import * as ptSentences from "./pt/sentences.ts";
import type { AttributeNouns, ChoiceWords, TruthClauses } from "./shape/attributes.ts";
import type { ExplainTexts } from "./shape/explain.ts";
import type { LanguageTags } from "./shape/language.ts";
import type { LeadTexts, UrgencyTexts } from "./shape/lead.ts";
import type {
  AdditionsMailTexts,
  DetailsMailTexts,
  EscalationMailTexts,
  FrameTexts,
  GiveBackMailTexts,
  HeldMailTexts,
  IntroductionMailTexts,
  LapsedMailTexts,
  NurtureMailTexts,
  OfferMailTexts,
  PausedMailTexts,
  ReminderMailTexts,
  UnreachableTexts,
} from "./shape/mails.ts";
import type { FormTexts, MessageTexts, OfferTexts, ReturnTexts, ThanksTexts } from "./shape/pages.ts";
import type { PolicyTexts } from "./shape/policy.ts";
import type { ChangeTexts, SentenceWords, WhyTexts } from "./shape/sentences.ts";

// Every text in every language. There is one record for each subject and not one of all, so that a bundler leaves out
// of a function what that function does not say. A language that lacks a text of its shape does not compile.

export const languageTags: Record<Locale, LanguageTags> = {
  en: enLanguage.tags,
  es: esLanguage.tags,
  pt: ptLanguage.tags,
};

export const formTexts: Record<Locale, FormTexts> = { en: enPages.form, es: esPages.form, pt: ptPages.form };
export const thanksTexts: Record<Locale, ThanksTexts> = { en: enPages.thanks, es: esPages.thanks, pt: ptPages.thanks };
export const offerTexts: Record<Locale, OfferTexts> = { en: enPages.offer, es: esPages.offer, pt: ptPages.offer };
export const messageTexts: Record<Locale, MessageTexts> = {
  en: enPages.message,
  es: esPages.message,
  pt: ptPages.message,
};
export const returnTexts: Record<Locale, ReturnTexts> = {
  en: enPages.returning,
  es: esPages.returning,
  pt: ptPages.returning,
};

export const offerMailTexts: Record<Locale, OfferMailTexts> = {
  en: enMails.offer,
  es: esMails.offer,
  pt: ptMails.offer,
};
export const reminderMailTexts: Record<Locale, ReminderMailTexts> = {
  en: enMails.reminder,
  es: esMails.reminder,
  pt: ptMails.reminder,
};
export const lapsedMailTexts: Record<Locale, LapsedMailTexts> = {
  en: enMails.lapsed,
  es: esMails.lapsed,
  pt: ptMails.lapsed,
};
export const pausedMailTexts: Record<Locale, PausedMailTexts> = {
  en: enMails.paused,
  es: esMails.paused,
  pt: ptMails.paused,
};
export const escalationMailTexts: Record<Locale, EscalationMailTexts> = {
  en: enMails.escalation,
  es: esMails.escalation,
  pt: ptMails.escalation,
};
export const introductionMailTexts: Record<Locale, IntroductionMailTexts> = {
  en: enMails.introduction,
  es: esMails.introduction,
  pt: ptMails.introduction,
};
export const detailsMailTexts: Record<Locale, DetailsMailTexts> = {
  en: enMails.details,
  es: esMails.details,
  pt: ptMails.details,
};
export const additionsMailTexts: Record<Locale, AdditionsMailTexts> = {
  en: enMails.additions,
  es: esMails.additions,
  pt: ptMails.additions,
};
export const nurtureMailTexts: Record<Locale, NurtureMailTexts> = {
  en: enMails.nurture,
  es: esMails.nurture,
  pt: ptMails.nurture,
};
export const unreachableTexts: Record<Locale, UnreachableTexts> = {
  en: enMails.unreachable,
  es: esMails.unreachable,
  pt: ptMails.unreachable,
};
export const giveBackMailTexts: Record<Locale, GiveBackMailTexts> = {
  en: enMails.giveBack,
  es: esMails.giveBack,
  pt: ptMails.giveBack,
};
export const heldMailTexts: Record<Locale, HeldMailTexts> = { en: enMails.held, es: esMails.held, pt: ptMails.held };
export const mailFrameTexts: Record<Locale, FrameTexts> = { en: enMails.frame, es: esMails.frame, pt: ptMails.frame };

export const leadTexts: Record<Locale, LeadTexts> = { en: enLead.lead, es: esLead.lead, pt: ptLead.lead };
export const urgencyTexts: Record<Locale, UrgencyTexts> = {
  en: enLead.urgencies,
  es: esLead.urgencies,
  pt: ptLead.urgencies,
};

export const attributeNouns: Record<Locale, AttributeNouns> = {
  en: enAttributes.nouns,
  es: esAttributes.nouns,
  pt: ptAttributes.nouns,
};
export const truthClauses: Record<Locale, TruthClauses> = {
  en: enAttributes.truths,
  es: esAttributes.truths,
  pt: ptAttributes.truths,
};
export const choiceWords: Record<Locale, ChoiceWords> = {
  en: enAttributes.choices,
  es: esAttributes.choices,
  pt: ptAttributes.choices,
};

export const sentenceWords: Record<Locale, SentenceWords> = {
  en: enSentences.sentence,
  es: esSentences.sentence,
  pt: ptSentences.sentence,
};
export const whyTexts: Record<Locale, WhyTexts> = { en: enSentences.why, es: esSentences.why, pt: ptSentences.why };
export const changeTexts: Record<Locale, ChangeTexts> = {
  en: enSentences.change,
  es: esSentences.change,
  pt: ptSentences.change,
};

export const policyTexts: Record<Locale, PolicyTexts> = {
  en: enPolicy.policy,
  es: esPolicy.policy,
  pt: ptPolicy.policy,
};
export const explainTexts: Record<Locale, ExplainTexts> = {
  en: enExplain.explain,
  es: esExplain.explain,
  pt: ptExplain.explain,
};
