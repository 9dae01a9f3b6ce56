// A value once it has stayed as it is for a moment: for what is said aloud, and for what is found fault with.

/** Of a component, while it is there: `first`, and then each value that stayed for so long. */
export function rested<T>(value: () => T, first: T, restMs = 500): { readonly now: T } {
  let now = $state.raw(first);
  $effect(() => {
    const next = value();
    const timer = setTimeout(() => (now = next), restMs);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
