// Where the focus goes when what had it goes away: an entry that was sent, a button whose work is done, a dialog that closed.
// Left to itself it would be nowhere, and whoever works by keys or hears the screen would not know where they are. Whoever
// knows better sets it; this comes after them. No screen is known here, only what is around the place.

const stops =
  'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]:not([tabindex="-1"])';
/** What holds together: inside of it the focus goes on beside what is gone. */
const whole = '[data-page], article, nav, form, section, dialog, [role="dialog"]';
/** Gone with the focus in it, they give it back to whoever had it before. */
const passing = 'dialog, [role="dialog"], [popover]';
const remembered = 8;

const isHtml = (node: unknown): node is HTMLElement => node instanceof HTMLElement;

/** Can it have the focus now? */
function takes(element: HTMLElement): boolean {
  const isOff = element.matches(':disabled') || !element.isConnected;
  return !isOff && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);
}

/** A letter that is meant as a key must not land in a text. */
function isText(element: HTMLElement): boolean {
  return element.matches(
    'textarea, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])',
  );
}

/** The stop that follows a place in what holds it, or the last one before it. */
function beside(inside: Element, next: Node | null, except: Node): HTMLElement | null {
  const all = [...inside.querySelectorAll<HTMLElement>(stops)].filter(
    (one) => !except.contains(one) && takes(one) && !isText(one),
  );
  const isBehind = (one: HTMLElement): boolean =>
    next !== null &&
    (next.contains(one) || (next.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  return all.find(isBehind) ?? all.at(-1) ?? null;
}

/** What the person is in, as a whole: it, or its heading, can have the focus. */
function around(inside: Element): HTMLElement | null {
  const page = inside.closest('[data-page]');
  const home = page?.querySelector<HTMLElement>('[data-focus-home]');
  return home ?? inside.closest<HTMLElement>('article[tabindex], dialog, [role="dialog"][tabindex]');
}

/** Watches from now on; returns how to stop. */
export function keepFocus(): () => void {
  /** Who had it, the last first. */
  let had: HTMLElement[] = [];
  /** The person left it themselves, for nothing. */
  let left = false;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const come = (event: FocusEvent): void => {
    const element = event.target;
    if (!isHtml(element)) return;
    had = [element, ...had.filter((one) => one !== element)].slice(0, remembered);
    left = false;
  };
  const go = (event: FocusEvent): void => {
    const element = event.target;
    queueMicrotask(() => {
      left ||= isHtml(element) && takes(element) && document.activeElement === document.body;
    });
  };

  const changed = (records: MutationRecord[]): void => {
    const last = had[0];
    if (!last || left || document.activeElement !== document.body) return;
    const held = (node: Node): boolean => node.contains(last);
    const gone = records.find(({ removedNodes }) => [...removedNodes].some(held));
    if (!gone && takes(last)) return;
    // Whoever knows better is about to say so.
    clearTimeout(soon);
    soon = setTimeout(() => {
      if (document.activeElement === document.body) toWhom(last, gone)?.focus();
    });
  };

  function toWhom(last: HTMLElement, gone: MutationRecord | undefined): HTMLElement | null {
    // It only moved.
    if (takes(last)) return last;
    const removed = gone ? [...gone.removedNodes].find((node) => node.contains(last)) : last;
    const inside = gone ? gone.target : last.parentElement;
    const isPassing = isHtml(removed) && (removed.matches(passing) || last.closest(passing) !== null);
    if (!isPassing && inside instanceof Element && inside.isConnected && inside.closest(whole)) {
      const next = gone ? gone.nextSibling : last.nextSibling;
      const to = beside(inside, next, last) ?? around(inside);
      if (to) return to;
    }
    return had.find(takes) ?? document.querySelector<HTMLElement>('[data-focus-home]');
  }

  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden'],
  });
  document.addEventListener('focusin', come);
  document.addEventListener('focusout', go);
  return () => {
    clearTimeout(soon);
    observer.disconnect();
    document.removeEventListener('focusin', come);
    document.removeEventListener('focusout', go);
  };
}
