import type { ComponentProps } from "preact";
import { offline } from "../connection.ts";
import { say } from "../words.ts";

/** A button that changes something, which nobody can while there is no connection. The bar says why; in a dialog `OfflineNote` does. */
export const ActButton = ({ disabled, ...rest }: ComponentProps<"button">) => (
  <button
    type="button"
    {...rest}
    disabled={Boolean(disabled) || offline.value}
    title={offline.value ? say().frame.cannotAct : undefined}
  />
);

/** That nobody can act without a connection, for a dialog, behind which the bar is. */
export const OfflineNote = () => (
  <p role="status" class="soon">
    {offline.value && say().frame.cannotAct}
  </p>
);
