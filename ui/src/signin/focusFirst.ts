// Puts the caret where the person goes on: the first empty field of a step, else its first field or button.

export function focusFirst(step: HTMLElement): void {
  const inputs = [...step.querySelectorAll<HTMLInputElement>('input')];
  const first = inputs.find((input) => input.value === '') ?? inputs[0];
  (first ?? step.querySelector<HTMLElement>('[data-first]'))?.focus();
}
