import { render } from "preact";
import { useEffect } from "preact/hooks";
import { Frame, Mark } from "./frame.tsx";
import { listenToKeys } from "./keys.ts";
import { me, meet, unknown } from "./me.ts";
import { FailureNote } from "./parts/failure.tsx";
import { addressOf, followLinks, go, place } from "./place.ts";
import { Lead } from "./screens/lead.tsx";
import { Leads } from "./screens/leads.tsx";
import { signInAddress } from "./session.ts";
import { browserLocale, say, speak } from "./words.ts";

/** The screen of an address; the first one for an address that is none. */
function Screen() {
  const { path } = place.value;
  const [, section, id, ...rest] = path.split("/");
  const isKnown = section === "leads" && rest.length === 0;
  useEffect(() => {
    if (!isKnown) go(addressOf("/leads"), { replace: true });
  }, [isKnown]);
  if (!isKnown) return null;
  return id ? <Lead key={id} id={decodeURIComponent(id)} /> : <Leads />;
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
      <Screen />
    </Frame>
  );
}

followLinks();
listenToKeys();
await Promise.all([speak(browserLocale()), meet()]);
render(<App />, document.getElementById("app") as HTMLElement);
