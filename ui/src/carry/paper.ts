// Where what goes to paper lies: beside the app, not in it, because the dialog that asked for it lies over everything.

export function besideTheApp(sheet: HTMLElement): () => void {
  document.body.append(sheet);
  return () => sheet.remove();
}
