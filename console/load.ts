import { useEffect, useState } from "preact/hooks";
import { type Failure, type Loaded, read } from "./api.ts";

/** What is shown of something that is loaded. `slow`: it takes so long that its outline is shown. */
export type Loading<Value> = { value?: Value; failure?: Failure; slow: boolean; again: () => void };

/** How long nothing is shown before the outline of what is loaded, ms. */
const patience = 200;

/** Loads what is at a path of the API, and again when the path changes. What was shown before stays until then. */
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
      if (!isOver) setState({ path, loaded, slow: false });
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [path, tries]);
  return { ...state.loaded, slow: state.slow, again: () => setTries((n) => n + 1) };
}
