import { useEffect, useRef, useState } from "preact/hooks";
import { type Failure, type Loaded, read, turnoNow } from "./api.ts";

/** What is asked for again and again. What was known stays while it cannot be had. */
export interface Polled<Value> {
  value?: Value | undefined;
  failure?: Failure | undefined;
  /** When it was last heard of, ms since 1970 by Turno's clock. */
  asOf: number;
  again: () => void;
}

/** How often is asked, ms: while something runs out within the hour, else, and of somebody who does nothing. */
const pace = { soon: 5000, usual: 15_000, idle: 60_000 } as const;
/** After so long without a key or a pointer somebody does nothing, ms. */
const idleAfter = 600_000;

/** Asks for what is at a path of the API, and again while the page is seen. @param isSoon whether what is known runs out soon */
export function usePolled<Value>(path: string, isSoon: (value: Value) => boolean): Polled<Value> {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{ path: string; value?: Value; failure?: Failure; asOf: number }>({
    path,
    asOf: 0,
  });
  const latest = useRef(isSoon);
  latest.current = isSoon;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let moved = Date.now();
    const wait = (value: Value | undefined) => {
      clearTimeout(timer);
      if (isOver || document.hidden) return;
      const isIdle = Date.now() - moved > idleAfter;
      const every = isIdle ? pace.idle : value !== undefined && latest.current(value) ? pace.soon : pace.usual;
      timer = setTimeout(look, every);
    };
    const look = async () => {
      const loaded: Loaded<Value> = await read<Value>(path);
      if (isOver) return;
      const value = "value" in loaded ? loaded.value : undefined;
      setState((before) =>
        value === undefined
          ? { ...before, path, ...("failure" in loaded && { failure: loaded.failure }) }
          : { path, value, asOf: turnoNow() },
      );
      wait(value);
    };
    const seen = () => {
      moved = Date.now();
      if (!document.hidden) void look();
      else clearTimeout(timer);
    };
    const move = () => {
      moved = Date.now();
    };
    document.addEventListener("visibilitychange", seen);
    for (const name of ["keydown", "pointermove"]) addEventListener(name, move, { passive: true });
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      for (const name of ["keydown", "pointermove"]) removeEventListener(name, move);
    };
  }, [path, tries]);
  const known = state.path === path ? state : { asOf: state.asOf };
  return { ...known, again: () => setTries((n) => n + 1) };
}

/** Draws again each second, so that what is left of a time is right. */
export function useSeconds(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
}
