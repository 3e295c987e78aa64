import { signal } from "@preact/signals";

/** Whether the server cannot be reached: nobody can act then, and what is shown is as of `asOf`. */
export const offline = signal(!navigator.onLine);
/** When the server was last heard, in Turno's time, ms since 1970; undefined before. */
export const asOf = signal<number | undefined>();

/** The server has answered, at this time. */
export function heard(now: number): void {
  asOf.value = now;
  offline.value = false;
}

/** The server has not answered. */
export function unheard(): void {
  offline.value = true;
}

/** Notices what the browser knows of the network. @param again asks something of the server, when there may be one again */
export function watchNetwork(again: () => unknown): void {
  addEventListener("offline", unheard);
  addEventListener("online", () => void again());
  setInterval(() => {
    if (offline.value && document.visibilityState === "visible") void again();
  }, 5000);
}
