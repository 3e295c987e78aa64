import { priorities } from "../../routing/lead/lead.ts";
import { regionName } from "../../routing/lead/read-region.ts";
import { retainedEnds } from "../../routing/lead/retention.ts";
import { seniorities } from "../../routing/lead/seniority.ts";
import { occasions } from "../../routing/lead/told.ts";
import { formFieldsOf } from "../../routing/policy/form.ts";
import { weekdays } from "../../routing/time/office.ts";
import { dayLength } from "../../routing/time/wall-clock.ts";
import { choiceWords, languageTags } from "../../texts/by-language.ts";
import { nounOf } from "../../texts/condition-words.ts";
import { valueWords } from "../../texts/value-words.ts";
import { poolName } from "../../texts/why-words.ts";
import { bullets, codeText, numbered, safe, sentence, table } from "./markdown.ts";
import type { PolicyPage } from "./policy-page.ts";

/** The sections on response times, and on what happens when they are exceeded. */
export function speedSections({ policy, locale, texts, number, percent, time, and, pool }: PolicyPage): string[] {
  const { sla, reminders, attempts, max_wait, after_max_wait, after_attempts, pause_after, give_back, choose } = policy;
  const answerTime = (answer: (typeof sla)["hot"]["answer"]) =>
    typeof answer === "number" ? time(answer) : texts.answerLearnt(time(answer.at_least), time(answer.at_most));
  const asksMore = after_max_wait.length > 0;
  const rows = priorities.map((level) => [
    sentence(choiceWords[locale].priority[level]).replace(/\.$/, ""),
    answerTime(sla[level].answer),
    time(sla[level].first_contact),
  ]);
  const asked = number(attempts);
  const isShown = after_attempts !== undefined && after_attempts.pools.length > 0;
  return [
    `## ${texts.speed}`,
    table(texts.speedHead, rows),
    texts.workingTime,
    bullets([
      reminders.length > 0 ? texts.reminders(and(reminders.map(percent))) : texts.noReminders,
      texts.attempts(asked),
      texts.maxWait(time(max_wait)),
      ...(asksMore ? [texts.afterMaxWait(after_max_wait.map(pool))] : []),
      ...(choose.lanes.length > 0
        ? [
            texts.choose(and(choose.lanes.map(codeText)), number(choose.show), number(choose.days)),
            texts.chooseTimes(time(choose.length), time(choose.notice)),
          ]
        : []),
    ]),
    `## ${texts.whenNot}`,
    bullets([
      texts.nextRep,
      ...(after_attempts?.again === undefined ? [] : [texts.askAgain(asked, after_attempts.again)]),
      ...(isShown ? [texts.afterAttempts(asked, after_attempts.pools.map(pool), time(after_attempts.wait))] : []),
      texts.escalation(asked, time(max_wait), asksMore, isShown),
      pause_after === 0 ? texts.noPause : texts.pauseAfter(number(pause_after)),
      give_back.per_week === 0 ? texts.noGiveBack : texts.giveBack(time(give_back.within), number(give_back.per_week)),
    ]),
  ];
}

/** The section on what a lead's person is told by mail. */
export function acknowledgeSection({ policy, texts, number, and }: PolicyPage): string[] {
  const { tell, per_day } = policy.acknowledge;
  const told = occasions.filter((one) => tell.includes(one)).map((one) => texts.occasion[one]);
  return [
    `## ${texts.acknowledge}`,
    bullets(told.length > 0 ? [texts.acknowledges(and(told)), texts.perDay(number(per_day))] : [texts.tellsNothing]),
  ];
}

/** The section on what happens once a lead has its rep. */
export function followSection({ policy, texts, number, percent, time, and, words }: PolicyPage): string[] {
  const { breach, reminders, hand_on_at_most, nudges, contact_details } = policy.follow;
  const handsOn = breach === "hand-on" && hand_on_at_most > 0;
  return [
    `## ${texts.follow}`,
    bullets([
      reminders.length > 0 ? texts.contactReminders(and(reminders.map(percent))) : texts.noContactReminders,
      handsOn ? texts.breachHandsOn(number(hand_on_at_most)) : texts.breachTells,
      nudges.at_most === 0
        ? texts.noNudges(time(nudges.every))
        : texts.nudges(time(nudges.every), number(nudges.at_most)),
      texts.contactDetails(time(contact_details)),
      texts.lostReasons(and(policy.lost_reasons.map(({ name }) => words(name)))),
    ]),
  ];
}

/** The section on what begins when a lead is won; empty if nothing does. */
export function onboardingSection({ policy, texts, time, pool, words }: PolicyPage): string[] {
  const { onboarding } = policy;
  if (!onboarding) return [];
  return [
    `## ${texts.onboarding}`,
    texts.onboardingIs(pool(onboarding.pool), time(onboarding.call.within)),
    bullets(
      onboarding.steps.map(({ name, after, tell, mail }) => {
        const step = texts.milestone(words(name), time(after), texts.told[tell]);
        return mail ? `${step} ${texts.milestoneMail(words(mail.subject), words(mail.text))}` : step;
      }),
    ),
  ];
}

/** The section on the mails to leads that no rep calls; empty if there are none. */
export function nurtureSection({ policy, texts, time, words }: PolicyPage): string[] {
  const lines = policy.nurture.map(({ after, mail }) => {
    const page = mail.url === undefined ? "" : ` ${texts.nurturePage(codeText(mail.url))}`;
    return `${texts.nurtureMail(time(after), words(mail.subject), words(mail.text))}${page}`;
  });
  return lines.length > 0 ? [`## ${texts.nurture}`, texts.nurtureIs, bullets(lines)] : [];
}

/** The section on how long is kept what is known of people. */
export function retentionSection({ policy, texts, time }: PolicyPage): string[] {
  const { retention } = policy.privacy;
  const lines = retainedEnds.flatMap((end) => {
    const kept = retention[end];
    return kept === undefined ? [] : [texts.keptFor(texts.ended[end], time(kept))];
  });
  const all = lines.length === retainedEnds.length;
  return [`## ${texts.retention}`, bullets([...lines, ...(all ? [] : [texts.keptUntilErased(lines.length > 0)])])];
}

/** The section on the reps' fairness receipts. */
export function receiptsSection({ policy, locale, texts, time }: PolicyPage): string[] {
  const { mail, weekday, hour, keep } = policy.receipts;
  // 5 January 1970 was a Monday.
  const day = new Intl.DateTimeFormat(languageTags[locale].intl, { weekday: "long", timeZone: "UTC" }).format(
    new Date(dayLength * (4 + weekdays.indexOf(weekday))),
  );
  const mailed = mail === "weekly" ? texts.receiptsWeekly(day, `${hour}:00`) : texts.receiptsOff;
  return [`## ${texts.receipts}`, bullets([mailed, texts.receiptsKept(time(keep))])];
}

/** The section on effort in points and time to close; empty if no lane has any. */
export function effortSection({ policy, texts, number, time }: PolicyPage): string[] {
  const lines = Object.entries(policy.effort).map(([lane, { bands, ...all }]) => {
    const said = ({ points, close }: { points: number; close?: number | undefined }) =>
      texts.effortOf(number(points), close === undefined ? undefined : time(close));
    const parts = [said(all), ...bands.map((band) => texts.effortFrom(number(band.from), said(band)))];
    return `${codeText(lane)}: ${sentence(parts.join("; "))}`;
  });
  const flight = policy.in_flight === undefined ? [] : [texts.inFlight(time(policy.in_flight))];
  return lines.length > 0 ? [`## ${texts.effort}`, texts.effortIs, bullets(lines), ...flight] : [];
}

export function expectationsSection({ policy, texts, words, percent }: PolicyPage): string[] {
  const { answered_in_time, contacted_in_time, win_rate, also } = policy.expectations;
  const lines = [
    ...(answered_in_time === undefined ? [] : [texts.answeredInTime(percent(answered_in_time))]),
    ...(contacted_in_time === undefined ? [] : [texts.contactedInTime(percent(contacted_in_time))]),
    ...(win_rate === undefined ? [] : [texts.winRate(percent(win_rate))]),
    ...also.map((text) => sentence(words(text))),
  ];
  return [`## ${texts.expectations}`, lines.length > 0 ? bullets(lines) : texts.noExpectations];
}

/** The sections on look-ups, and on how accounts and colleagues are recognised. */
export function enrichmentSections(page: PolicyPage): string[] {
  const { policy, texts, percent, shortTime } = page;
  const { providers, limit } = policy.enrichment;
  const { match_name_at, colleagues } = policy.accounts;
  return [
    `## ${texts.enrichment}`,
    ...(providers.length === 0
      ? [texts.noProviders]
      : [texts.providers, numbered(providers.map((provider) => providerLine(provider, page)))]),
    texts.limit(shortTime(limit)),
    `## ${texts.accounts}`,
    bullets([
      match_name_at === 1 ? texts.sameNameOnly : texts.similarNames(percent(match_name_at)),
      texts.colleagues[colleagues],
    ]),
  ];
}

type Provider = PolicyPage["policy"]["enrichment"]["providers"][number];

function providerLine(provider: Provider, { texts, number, time, shortTime, reader }: PolicyPage): string {
  if (typeof provider === "string") return sentence(texts[provider]);
  const { http, url, header, prefix, map, timeout, retries, keep } = provider;
  return sentence(
    [
      texts.http(http, codeText(url)),
      ...(header === undefined ? [] : [texts.httpHeader(header, prefix === undefined ? undefined : codeText(prefix))]),
      texts.httpLimits(shortTime(timeout), number(retries), time(keep)),
      ...Object.entries(map).map(([fact, expression]) =>
        texts.httpMap(nounOf(fact, reader), codeText(expression ?? "")),
      ),
    ].join("; "),
  );
}

export function restSection({ policy, locale, texts, words, and, number, reader }: PolicyPage): string[] {
  const attributeLine = (name: string): string => {
    const { kind, values = [], range, signed } = policy.attributes[name] as (typeof policy.attributes)[string];
    const ids = values.map((value) => valueWords(name, typeof value === "string" ? value : value.id, reader));
    const said = [...ids, ...(range ? [`${number(range[0])}–${number(range[1])}`] : [])];
    return texts.ownAttribute(nounOf(name, reader), texts.ownKinds[kind], and(said), signed === true);
  };
  const officeLine = ({ time_zone, days, from, to }: NonNullable<typeof policy.office>): string =>
    texts.office(and(days.map((day) => valueWords("weekday", day, reader))), from, to, codeText(time_zone));
  const { form, seniority, references } = policy;
  const stories = references.map(({ industry, company, text }) =>
    texts.reference(safe(industry), safe(company), words(text)),
  );
  const formFieldLines = (): string[] => {
    const fields = formFieldsOf(form) ?? [];
    const shown = fields.filter(({ hidden }) => !hidden);
    const name = ({ field, label, required }: (typeof fields)[number]) =>
      `${label === undefined ? nounOf(field, reader) : words(label)}${required ? ` (${texts.formRequired})` : ""}`;
    const { brand, thanks, names } = form;
    return [
      ...(shown.length > 0 ? [texts.formFields(and(shown.map(name)))] : []),
      ...(fields.length > shown.length
        ? [texts.formHidden(and(fields.filter(({ hidden }) => hidden).map(({ field }) => nounOf(field, reader))))]
        : []),
      ...(form.steps ?? []).flatMap(({ title }) => (title === undefined ? [] : [texts.formStep(words(title))])),
      ...fields.flatMap(({ placeholder, help }) =>
        [placeholder, help].flatMap((text) => (text === undefined ? [] : [texts.formHint(words(text))])),
      ),
      ...(form.consents ?? []).map(({ id, wording, version, required }) =>
        texts.formConsent(codeText(id), safe(version), words(wording), required === true),
      ),
      ...(brand
        ? [
            texts.formBrand(
              safe(brand.name ?? policy.name),
              Object.values(brand.colours ?? {})
                .map(codeText)
                .join(", "),
            ),
          ]
        : []),
      ...(thanks?.title === undefined ? [] : [texts.formThanks(words(thanks.title))]),
      ...(thanks?.text === undefined ? [] : [texts.formThanks(words(thanks.text))]),
      ...(thanks?.redirect === undefined ? [] : [texts.formRedirect(codeText(thanks.redirect))]),
      ...Object.entries(names ?? {}).map(([from, fact]) => texts.formName(codeText(from), nounOf(fact, reader))),
    ];
  };
  return [
    `## ${texts.rest}`,
    bullets([
      texts.currency(policy.currency),
      ...Object.keys(policy.attributes).map((name) => attributeLine(name)),
      ...(policy.consumer_mail.length > 0 ? [texts.ownMail(and(policy.consumer_mail.map(codeText)))] : []),
      ...Object.entries(policy.regions).map(([name, regions]) =>
        texts.regionList(
          safe(name),
          and(regions.map((region) => safe(regionName(region, locale, policy.region_tables)))),
        ),
      ),
      ...(policy.office ? [officeLine(policy.office)] : []),
      texts.languages(and(policy.languages.map((language) => valueWords("language", language, reader)))),
      ...(form.products.length > 0 ? [texts.products(and(form.products.map(({ name }) => words(name))))] : []),
      ...formFieldLines(),
      ...Object.keys(policy.sources).map((name) => texts.source(codeText(`/in/${name}`))),
      ...Object.entries(policy.channels).map(([name, { kind, tell, pools }]) =>
        texts.channel(
          codeText(name),
          kind === "slack" ? "Slack" : "Teams",
          and(tell.map((one) => texts.channelNews[one])),
          pools && and(pools.map((pool) => safe(poolName(pool, policy, locale)))),
        ),
      ),
      ...(form.privacy_url === undefined ? [] : [texts.privacy(codeText(form.privacy_url))]),
      ...(policy.self_service_url === undefined ? [] : [texts.selfService(codeText(policy.self_service_url))]),
      ...seniorities.flatMap((level) => {
        const positions = seniority[level];
        const name = choiceWords[locale].seniority[level];
        return positions ? [texts.positions(name, positions.map(safe).join(", "))] : [];
      }),
    ]),
    ...(stories.length > 0 ? [texts.references, bullets(stories)] : []),
  ];
}
