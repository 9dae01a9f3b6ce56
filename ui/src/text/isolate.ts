// A name of somebody else's inside one of our sentences. Pure: without these marks a name in another script, or one with
// marks of its own, would turn the sentence around it.

/** The name, with its direction shut in (FIRST STRONG ISOLATE ... POP DIRECTIONAL ISOLATE). */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
