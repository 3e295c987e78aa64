import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part that is loaded when it is first shown; what cannot be loaded is not shown. */
export function lazyPart(load: () => Promise<{ default: ComponentType }>): ComponentType {
  let Part: ComponentType | undefined;
  return function Lazy() {
    const [, show] = useState(false);
    useEffect(() => {
      if (Part) return;
      load().then(
        (module) => {
          Part = module.default;
          show(true);
        },
        () => {},
      );
    }, []);
    return Part ? <Part /> : null;
  };
}
