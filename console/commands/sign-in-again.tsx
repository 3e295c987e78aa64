import { useEffect, useRef } from "preact/hooks";
import { sessionEnded } from "../api.ts";
import { me, meetAgain } from "../me.ts";
import { addressOf } from "../place.ts";
import { signInAddress } from "../session.ts";
import { say } from "../words.ts";

/** Where the window of signing in ends, which tells the others of it. */
const door = addressOf("/signed-in");

/** Over a page whose session has ended: signing in happens in a window of its own, so that this one keeps what it has. */
export default function SignInAgain() {
  const { signIn } = say();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    const channel = new BroadcastChannel("turno");
    channel.onmessage = () => void meetAgain();
    return () => channel.close();
  }, []);
  const begin = () => {
    const opened = window.open(signInAddress(door), "turno-sign-in", "popup,width=480,height=720");
    if (!opened) location.assign(signInAddress(location.pathname + location.search));
  };
  return (
    <dialog ref={dialog} aria-labelledby="again" onCancel={(event) => event.preventDefault()}>
      <h2 id="again">{signIn.title}</h2>
      <p>{signIn.again}</p>
      {me.value && <p class="quiet">{signIn.kept}</p>}
      <button type="button" class="button" onClick={begin}>
        {signIn.button}
      </button>{" "}
      <button
        type="button"
        onClick={() => {
          sessionEnded.value = false;
        }}
      >
        {signIn.later}
      </button>
    </dialog>
  );
}
