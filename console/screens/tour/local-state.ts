import { useEffect, useState } from "preact/hooks";
import type { LeadStatus, OfferOutcome, Priority } from "../../../routing/lead/lead.ts";
import { hearTime } from "../../api.ts";
import { language } from "../../words.ts";

interface Named {
  id: string;
  name: string;
}

/** What the local run knows of the newest lead, and who can be looked at as. */
export interface TourState {
  now: string;
  speed: number;
  lead?: {
    id: string;
    name: string;
    company?: string;
    status: LeadStatus;
    receivedAt: string;
    priority?: Priority;
    score?: { total: number; max: number };
    because?: string;
    offers: { rep: Named; expiresAt: string; outcome?: OfferOutcome; mail?: number }[];
    owner?: Named;
    manager?: Named;
  };
  rep?: Named;
  manager?: Named;
  operator?: Named;
}

const path = "/_turno/tour";
/** How often it is asked how far the lead is, ms; not while nobody looks. */
const pace = 1000;

/** How far the newest lead is, asked again and again. `lost`: the local run does not answer. */
export function useTour(): { state?: TourState; lost: boolean } {
  const [shown, show] = useState<{ state?: TourState; lost: boolean }>({ lost: false });
  const locale = language();
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      if (document.visibilityState === "hidden") return;
      const state = await fetch(`${path}?lang=${locale}`)
        .then((answer) => answer.json() as Promise<TourState>)
        .catch(() => undefined);
      if (isOver) return;
      if (state) hearTime(state.now);
      show((before) => (state ? { state, lost: false } : { ...before, lost: true }));
    };
    void ask();
    const timer = setInterval(() => void ask(), pace);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [locale]);
  return shown;
}

const post = (what: string): Promise<boolean> =>
  fetch(`${path}/${what}`, { method: "POST" }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Sends one of the samples through the form's own address; says whether it was taken. */
export const sendSample = (): Promise<boolean> => post("lead");
/** Lets ten minutes pass on Turno's clock. */
export const hurry = (): Promise<boolean> => post("hurry");
