import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part that is loaded when it is first shown; what cannot be loaded is not shown. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let Part: ComponentType<Props> | undefined;
  return function Lazy(props) {
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
    return Part ? <Part {...props} /> : null;
  };
}
