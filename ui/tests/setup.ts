// What jsdom lacks and the window has: resize observers and modal dialogs. Everything measures as 0 here, so lists
// assume an ordinary window.
import { cleanup, configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// A failing look-up says what is missing, not the whole page; and a machine with much to do is given the time it needs.
configure({
  getElementError: (message) => new Error(message ?? 'not found'),
  asyncUtilTimeout: 10_000,
});

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver = StillObserver;

HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement): void {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement): void {
  this.removeAttribute('open');
  this.dispatchEvent(new Event('close'));
};

afterEach(cleanup);
