import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { me } from "../me.ts";
import { FailureNote } from "../parts/failure.tsx";
import { addressOf } from "../place.ts";
import { useTitle } from "../title.ts";
import { sayPolicy } from "./policy-words.ts";

/** The views of the policy, in the order in which they are offered, each loaded when it is opened. */
const views = {
  text: () => import("./policy/text.tsx"),
  table: () => import("./policy/table.tsx"),
  written: () => import("./policy/written.tsx"),
  try: () => import("./policy/try.tsx"),
  replay: () => import("./policy/replay.tsx"),
  learn: () => import("./policy/learn.tsx"),
  tests: () => import("./policy/tests.tsx"),
  staffing: () => import("./policy/staffing.tsx"),
  shadow: () => import("./policy/shadow.tsx"),
  versions: () => import("./policy/versions.tsx"),
} as const satisfies Record<string, () => Promise<{ default: ComponentType }>>;
type View = keyof typeof views;
const isView = (name: string | undefined): name is View => name !== undefined && name in views;

/** The view that is shown when none is named, at an address of its own. */
const firstView: View = "text";
const addressOfView = (view: View): string => addressOf(view === firstView ? "/policy" : `/policy/${view}`);

/** The rules: for reps as people read them, for others in every view. */
export default function PolicySection({ below: [named] }: { below: readonly string[] }) {
  const words = sayPolicy();
  const isRep = me.value?.role === "rep";
  const view: View = isRep ? "written" : isView(named) ? named : firstView;
  useTitle(words.parts[view]);
  return (
    <>
      <h1>{words.title}</h1>
      {!isRep && (
        <nav class="chips views" aria-label={words.views}>
          {(Object.keys(views) as View[]).map((name) => (
            <a key={name} class="chip" href={addressOfView(name)} aria-current={name === view ? "page" : undefined}>
              {words.parts[name]}
            </a>
          ))}
        </nav>
      )}
      <Loaded key={view} view={view} />
    </>
  );
}

function Loaded({ view }: { view: View }) {
  const [Shown, show] = useState<ComponentType>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    views[view]().then(
      (module) => show(() => module.default),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (failed) return <FailureNote failure={{ kind: "offline" }} again={load} />;
  return Shown ? <Shown /> : null;
}
