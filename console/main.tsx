import { signal } from "@preact/signals";
import { render } from "preact";
import { ask, SignedOut, signInAddress, signOut } from "./session.ts";

interface Me {
  name: string;
  role: string;
}

/** Who is signed in: undefined until it is known, null where nobody is. */
const me = signal<Me | null>();

function App() {
  if (me.value === undefined) return <p>Turno</p>;
  if (me.value === null) return <a href={signInAddress(location.pathname + location.search)}>Sign in</a>;
  return (
    <main>
      <h1>{me.value.name}</h1>
      <p>{me.value.role}</p>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </main>
  );
}

render(<App />, document.getElementById("app") as HTMLElement);
try {
  me.value = (await (await ask("/me")).json()) as Me;
} catch (error) {
  if (!(error instanceof SignedOut)) throw error;
  me.value = null;
}
