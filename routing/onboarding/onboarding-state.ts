import { dueAfter } from "../lead/workflow-state.ts";
import { nextLook } from "./due.ts";
import type { Onboarding } from "./onboarding.ts";

/** An onboarding in the terms of its workflow's Choice state. */
export type OnboardingState = { kind: "choose" | "welcome" | "ended" } | { kind: "running"; wakeAt: string };

/** What the workflow has to do next. Every step returns it, so that a restarted workflow goes on from there. */
export function onboardingState(onboarding: Onboarding, now: string): OnboardingState {
  switch (onboarding.status) {
    case "choosing":
      return { kind: "choose" };
    case "welcoming":
      return { kind: "welcome" };
    case "running":
      return { kind: "running", wakeAt: nextLook(onboarding, now) };
    default:
      return { kind: "ended" };
  }
}

/** The onboarding with the time by which what comes next must have happened. */
export function withOnboardingDue(onboarding: Onboarding, now: string): Onboarding {
  const state = onboardingState(onboarding, now);
  if (state.kind === "ended") return onboarding;
  return { ...onboarding, dueAt: dueAfter(state.kind === "running" ? state.wakeAt : now) };
}
