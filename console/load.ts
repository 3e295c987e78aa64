import { useEffect, useState } from "preact/hooks";
import { type Failure, type Loaded, read } from "./api.ts";
import { offline } from "./connection.ts";

/** What is shown of something that is loaded. `slow`: it takes so long that its outline is shown. */
export type Loading<Value> = { value?: Value; failure?: Failure; slow: boolean; again: () => void };

/** What is over once somebody is online or signed in again. */
const passing: readonly Failure["kind"][] = ["offline", "signed-out"];

/** How long nothing is shown before the outline of what is loaded, ms. */
const patience = 200;

/**
 * Loads what is at a path of the API, and again when the path changes or the server is back. What was shown before stays
 * until then, also while somebody is offline or has to sign in again.
 */
export function useLoaded<Value>(path: string): Loading<Value> {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{ path: string; loaded?: Loaded<Value>; slow: boolean }>({ path, slow: false });
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      if (!isOver) setState((before) => (before.path === path && before.loaded ? before : { path, slow: true }));
    }, patience);
    void read<Value>(path).then((loaded) => {
      clearTimeout(timer);
      if (isOver) return;
      setState((before) => {
        const stays = "failure" in loaded && passing.includes(loaded.failure.kind) && before.path === path;
        return stays && before.loaded && "value" in before.loaded ? before : { path, loaded, slow: false };
      });
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [path, tries, offline.value]);
  return { ...state.loaded, slow: state.slow, again: () => setTries((n) => n + 1) };
}
