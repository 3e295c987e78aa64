import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Rep } from "../routing/reps/rep.ts";
import { read, readAhead } from "./api.ts";
import { watchNetwork } from "./connection.ts";
import { Frame } from "./frame.tsx";
import { listenToKeys } from "./keys.ts";
import { tellPlaces } from "./known-places.ts";
import { isLocal } from "./local.ts";
import { me, meet, unknown } from "./me.ts";
import { FailureNote } from "./parts/failure.tsx";
import { LanguageChoice } from "./parts/language-choice.tsx";
import { Mark } from "./parts/mark.tsx";
import { addressOf, followLinks, go, place } from "./place.ts";
import { first, type Screen, type Section, type SectionName, sections, sectionsOf } from "./places.ts";
import { signInAddress } from "./session.ts";
import { chosenLanguage, isNewHere, showTheme } from "./settings.ts";
import { keepTitle, nameScreen } from "./title.ts";
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
    // Who signs in for the first time on this device meets the tour; whoever runs Turno on it has begun there.
    const start = !isLocal && place.value.path === "/" && isNewHere() ? "tour" : first[role];
    if (!section) return go(addressOf(`/${start}`), { replace: true });
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
  const called = section && say().frame.sections[section];
  useEffect(() => nameScreen(called), [called]);
  const Found = section && loaded.get(section);
  if (Found) return <Found key={section} below={below.filter(Boolean).map(decodeURIComponent)} />;
  return failed ? <FailureNote failure={{ kind: "offline" }} again={load} /> : null;
}

/** The page for somebody who is not signed in, and what went wrong if they tried. */
function SignIn() {
  const { signIn } = say();
  useEffect(() => nameScreen(signIn.title), [signIn]);
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

/** The tour for somebody who runs Turno on this machine and is nobody yet. */
function Visitor() {
  const [screen, show] = useState<{ Tour: Screen }>();
  useEffect(() => {
    nameScreen(say().frame.sections.tour);
    void sections.tour.load().then(({ default: Tour }) => show({ Tour }));
  }, []);
  return (
    <>
      <header class="visitor-top">
        <b class="brand">
          <Mark /> Turno
        </b>
        <LanguageChoice />
      </header>
      <main class="visitor">{screen && <screen.Tour below={[]} />}</main>
    </>
  );
}

function App() {
  if (unknown.value?.kind === "signed-out" && isLocal && place.value.path === "/tour") return <Visitor />;
  if (unknown.value?.kind === "signed-out") return <SignIn />;
  if (unknown.value) return <FailureNote failure={unknown.value} again={() => void meet()} />;
  if (!me.value) return null;
  return (
    <Frame>
      <Current role={me.value.role} />
    </Frame>
  );
}

/** The window in which somebody has signed in again: it tells the one that waits for it, and closes. */
function tellAndClose(): void {
  new BroadcastChannel("turno").postMessage("signed in");
  window.close();
}

/** Loads the screen of the address while it is asked who is here. Whoever may not see it is told so then. */
function loadAhead(): void {
  const section = sections[place.value.path.split("/")[1] as SectionName] as Section | undefined;
  section?.load().catch(() => {});
  if (section?.reads !== undefined && place.value.query.size === 0) readAhead(section.reads);
}

showTheme();
loadAhead();
tellPlaces(sectionsOf);
followLinks();
keepTitle();
listenToKeys();
watchNetwork(() => read("/me"));
await Promise.all([speak(chosenLanguage() ?? browserLocale() ?? "en"), meet()]);
if (place.value.path === "/signed-in") tellAndClose();
render(<App />, document.getElementById("app") as HTMLElement);
