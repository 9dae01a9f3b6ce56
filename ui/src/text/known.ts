// Words that come from a server and are known to us, said in another language. What is not known stays as the server says it.

/** `known({ New: 'Neu' })` is a function that says "Neu" for "New" and "Fresh" for "Fresh". */
export function known(words: Record<string, string>): (label: string) => string {
  const all = new Map(Object.entries(words));
  return (label) => all.get(label) ?? label;
}
