import type { ComponentChildren } from "preact";

/** What may be wider than the screen: it scrolls sideways, also by the keyboard. */
export const Wide = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
  <figure class="wide" tabIndex={0} aria-label={label}>
    {children}
  </figure>
);
