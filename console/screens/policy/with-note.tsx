import { useRef, useState } from "preact/hooks";
import { ActButton, OfflineNote } from "../../parts/act-button.tsx";
import { sayPolicy } from "../policy-words.ts";

interface Props {
  /** What the button says. */
  label: string;
  canAct?: boolean;
  /** Makes a policy live with this note; why it was not, or nothing once it is. */
  act: (note: string) => Promise<string | undefined>;
  close: () => void;
}

/** The end of a dialog that makes a policy live: its note, without which nothing is, and what was refused. */
export function WithNote({ label, canAct = true, act, close }: Props) {
  const words = sayPolicy().activate;
  const note = useRef<HTMLTextAreaElement>(null);
  const [refused, setRefused] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const doIt = async () => {
    const text = note.current?.value.trim() ?? "";
    if (text === "") return setRefused(words.needsNote);
    setBusy(true);
    setRefused(await act(text));
    setBusy(false);
  };
  return (
    <>
      <label>
        {words.note}
        <textarea ref={note} rows={3} maxLength={500} required />
      </label>
      {refused && (
        <p role="alert" class="late">
          {refused}
        </p>
      )}
      <OfflineNote />
      <p class="acts">
        <button type="button" onClick={close}>
          {words.cancel}
        </button>
        <ActButton class="button" disabled={isBusy || !canAct} onClick={() => void doIt()}>
          {label}
        </ActButton>
      </p>
    </>
  );
}

/** Why the server did not make a policy live, by the status of its answer. */
export function refusedWith(status: number): string {
  const words = sayPolicy().activate;
  if (status === 422) return words.notGood;
  return status === 0 ? words.offline : words.failed;
}
