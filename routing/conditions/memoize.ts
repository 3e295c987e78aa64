/** Memoizes a function of one object, such as a policy. Results are held weakly and are collected with the object. */
export function memoize<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const cache = new WeakMap<Of, { value: Made }>();
  return (of) => {
    let known = cache.get(of);
    if (!known) {
      known = { value: make(of) };
      cache.set(of, known);
    }
    return known.value;
  };
}
