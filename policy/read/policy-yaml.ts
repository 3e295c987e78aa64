import { stringify } from "yaml";
import type { Behaviour } from "../../routing/policy/assessing.ts";
import { Policy } from "../../routing/policy/policy.ts";

/**
 * Writes a policy as YAML, in the schema's order and with its defaults. Parsing it gives the same policy back.
 */
export function renderYaml(policy: Policy): string {
  const spelled = asWritten(policy);
  const names = Object.keys(Policy.shape) as (keyof Policy)[];
  const ordered = Object.fromEntries(names.map((name) => [name, spelled[name]]));
  // No aliases for repeated texts, since they would be harder to read.
  return stringify(ordered, { aliasDuplicateObjects: false, lineWidth: 110 });
}

/** The policy in the form of its file: durations, which a parsed policy has as numbers, become `15m`, `1h` or `4s`. */
export function asWritten(policy: Policy) {
  const {
    enrichment,
    score,
    rules,
    pools,
    sla,
    max_wait,
    after_attempts,
    effort,
    in_flight,
    give_back,
    choose,
    follow,
    receipts,
    onboarding,
  } = policy;
  return {
    ...policy,
    enrichment: {
      providers: enrichment.providers.map((provider) =>
        typeof provider === "string"
          ? provider
          : { ...provider, timeout: shortTime(provider.timeout), keep: duration(provider.keep) },
      ),
      limit: shortTime(enrichment.limit),
    },
    score: score.map(({ behaviour, ...dimension }) => ({ ...dimension, behaviour: behaviour.map(fading) })),
    rules: rules.map(({ pools, ...rule }) => ({
      ...rule,
      ...(rule.wait !== undefined && { wait: duration(rule.wait) }),
      ...(rule.else === undefined && { pools }),
      ...(rule.before_next !== undefined && { before_next: duration(rule.before_next) }),
      ...(rule.sla && { sla: ownTimes(rule.sla) }),
    })),
    pools: Object.fromEntries(
      Object.entries(pools).map(([id, pool]) => [
        id,
        { ...pool, ...(pool.history !== undefined && { history: duration(pool.history) }) },
      ]),
    ),
    sla: Object.fromEntries(
      Object.entries(sla).map(([level, { answer, first_contact }]) => [
        level,
        { answer: answerTime(answer), first_contact: duration(first_contact) },
      ]),
    ),
    max_wait: duration(max_wait),
    ...(after_attempts && { after_attempts: { ...after_attempts, wait: duration(after_attempts.wait) } }),
    give_back: { ...give_back, within: duration(give_back.within) },
    choose: { ...choose, length: duration(choose.length), notice: duration(choose.notice) },
    follow: {
      ...follow,
      nudges: { ...follow.nudges, every: duration(follow.nudges.every) },
      contact_details: duration(follow.contact_details),
    },
    ...(onboarding && {
      onboarding: {
        ...onboarding,
        call: { within: duration(onboarding.call.within) },
        steps: onboarding.steps.map((step) => ({ ...step, after: duration(step.after) })),
      },
    }),
    nurture: policy.nurture.map((step) => ({ ...step, after: duration(step.after) })),
    privacy: {
      retention: Object.fromEntries(
        Object.entries(policy.privacy.retention).flatMap(([end, minutes]) =>
          minutes === undefined ? [] : [[end, duration(minutes)]],
        ),
      ),
    },
    receipts: { ...receipts, keep: duration(receipts.keep) },
    ...(in_flight !== undefined && { in_flight: duration(in_flight) }),
    effort: Object.fromEntries(
      Object.entries(effort).map(([lane, { bands, ...of }]) => [lane, { ...closing(of), bands: bands.map(closing) }]),
    ),
  };
}

const ownTimes = (times: object) =>
  Object.fromEntries(
    Object.entries(times).map(([what, time]) => [what, typeof time === "number" ? duration(time) : time]),
  );

const answerTime = (answer: Policy["sla"]["hot"]["answer"]) =>
  typeof answer === "number"
    ? duration(answer)
    : { ...answer, at_least: duration(answer.at_least), at_most: duration(answer.at_most) };

const fading = ({ half_life, ...of }: Behaviour) => ({
  ...of,
  ...(half_life !== undefined && { half_life: duration(half_life) }),
});

const closing = <Of extends { close?: number | undefined }>({ close, ...of }: Of) => ({
  ...of,
  ...(close !== undefined && { close: duration(close) }),
});

/** Minutes in their largest whole unit, as the policy's schema reads them. */
function duration(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes > 0 && minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

const shortTime = (milliseconds: number): string =>
  milliseconds > 0 && milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
