import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Rep } from "../routing/reps/rep.ts";
import { Frame, Mark } from "./frame.tsx";
import { listenToKeys } from "./keys.ts";
import { me, meet, unknown } from "./me.ts";
import { FailureNote } from "./parts/failure.tsx";
import { addressOf, followLinks, go, place } from "./place.ts";
import { first, type Screen, sections, sectionsOf } from "./places.ts";
import { signInAddress } from "./session.ts";
import { browserLocale, say, speak } from "./words.ts";

/** The screens that were loaded, by their section. */
const loaded = new Map<string, Screen>();

/** The screen of an address; the first one for an address that is none. */
function Current({ role }: { role: Rep["role"] }) {
  const [, name, ...below] = place.value.path.split("/");
  const section = sectionsOf(role).find((each) => each === name);
  const [, show] = useState<string>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    if (!section) return go(addressOf(`/${first[role]}`), { replace: true });
    if (loaded.has(section)) return;
    sections[section].load().then(
      (module) => {
        loaded.set(section, module.default);
        show(section);
      },
      () => setFailed(true),
    );
  };
  useEffect(load, [section]);
  const Found = section && loaded.get(section);
  if (Found) return <Found key={section} below={below.filter(Boolean).map(decodeURIComponent)} />;
  return failed ? <FailureNote failure={{ kind: "offline" }} again={load} /> : null;
}

/** The page for somebody who is not signed in, and what went wrong if they tried. */
function SignIn() {
  const { signIn } = say();
  const { path, query } = place.value;
  const problem = path === "/sign-in" ? query.get("problem") : null;
  const to = path === "/sign-in" ? addressOf("/") : location.pathname + location.search;
  return (
    <main class="sign-in">
      <h1>
        <Mark /> {signIn.title}
      </h1>
      {(problem === "start" || problem === "refused") && <p role="alert">{signIn.problems[problem]}</p>}
      <p>{signIn.body}</p>
      <a class="button" href={signInAddress(to)}>
        {signIn.button}
      </a>
    </main>
  );
}

function App() {
  if (unknown.value?.kind === "signed-out") return <SignIn />;
  if (unknown.value) return <FailureNote failure={unknown.value} again={() => void meet()} />;
  if (!me.value) return null;
  return (
    <Frame>
      <Current role={me.value.role} />
    </Frame>
  );
}

followLinks();
listenToKeys();
await Promise.all([speak(browserLocale()), meet()]);
render(<App />, document.getElementById("app") as HTMLElement);
