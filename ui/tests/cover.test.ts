// A picture that was pasted is looked at before it leaves: attached as it is, with parts of it covered, or not at all; by mouse
// and by keys. What is burnt into the file is the shell's (pictures/cover.rs).
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openCase } from './support';
import type { Opened } from './support';
import type { Stroke } from '../src/api';

const waiting = (): HTMLElement[] =>
  screen.queryAllByTestId('timeline-item').filter((item) => item.dataset.change === 'added');
const files = (): string =>
  screen
    .queryAllByTestId('file-name')
    .map((name) => name.textContent)
    .join();
const strokes = (): HTMLElement[] => screen.queryAllByTestId('stroke');

function paste(names: string[] = ['image.png']): void {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  const files = names.map((name) => new File(['abc'], name, { type: 'image/png' }));
  Object.defineProperty(event, 'clipboardData', { value: { files, types: ['Files'], getData: () => '' } });
  screen.getByTestId('composer-text').dispatchEvent(event);
}

/** The picture is drawn, in a size that jsdom does not give it. */
async function drawn(): Promise<HTMLElement> {
  const layer = await screen.findByTestId('cover-layer');
  layer.getBoundingClientRect = () => new DOMRect(100, 100, 200, 100);
  await fireEvent.load(layer.querySelector('img') as HTMLElement);
  return layer;
}

async function pasted(): Promise<Opened & { layer: HTMLElement }> {
  const opened = await openCase('case-3');
  paste();
  return { ...opened, layer: await drawn() };
}

function hand(layer: HTMLElement, ways: [string, number, number][]): void {
  for (const [type, clientX, clientY] of ways) {
    const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY, button: 0 });
    layer.dispatchEvent(event);
  }
}

const sent = (api: Opened['api']): Stroke[] => called(api, 'coverPicture').at(-1)?.[2] as Stroke[];

describe('a picture that was pasted', () => {
  test('waits until it is looked at, and goes as it is with one key', async () => {
    const { user, api } = await pasted();
    expect(called(api, 'attachPasted')[0]?.[3]).toBe(true);
    expect(waiting()).toHaveLength(1);
    expect(document.activeElement).toBe(screen.getByTestId('cover-attach'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByTestId('cover')).toBeNull());
    expect(called(api, 'sendIntent')).toHaveLength(1);
    expect(called(api, 'coverPicture')).toHaveLength(0);
    await screen.findByText(/Attached Screenshot .*\.png/);
    // The stand-in sends at once.
    expect(files()).toContain('Screenshot');
  });

  test('is not attached when the person does not want it after all', async () => {
    const { user, api } = await pasted();
    await user.click(screen.getByTestId('cover-leave'));
    await waitFor(() => expect(waiting()).toHaveLength(0));
    expect(called(api, 'discardIntent')).toHaveLength(1);
    expect(called(api, 'sendIntent')).toHaveLength(0);
    await screen.findByText('Not attached.');
  });

  test('is one of several: each is looked at in its turn', async () => {
    const { user, api } = await openCase('case-3');
    paste(['image.png', 'image.png']);
    await drawn();
    await user.click(screen.getByTestId('cover-attach'));
    await waitFor(() => expect(called(api, 'sendIntent')).toHaveLength(1));
    await drawn();
    await user.click(screen.getByTestId('cover-leave'));
    await waitFor(() => expect(screen.queryByTestId('cover')).toBeNull());
    expect(called(api, 'discardIntent')).toHaveLength(1);
    expect(files().match(/Screenshot/g)).toHaveLength(1);
  });

  test('stays where it waits, and the trouble is told, when it can’t be sent now', async () => {
    const { user, api } = await pasted();
    api.failWith('sendIntent', { code: 'diskFull', message: 'The disk is full.', next: 'Make room.' });
    await user.keyboard('{Enter}');
    await screen.findByText(/The disk is full/);
    expect(screen.getByTestId('cover')).toBeTruthy();
    expect(waiting()).toHaveLength(1);
    expect(screen.getByTestId('case').textContent).toContain('You pasted this and did not attach it yet.');
  });

  test('that can’t be shown can still be attached or not, and says so', async () => {
    await openCase('case-3');
    paste();
    const layer = await screen.findByTestId('cover-layer');
    await fireEvent.error(layer.querySelector('img') as HTMLElement);
    await screen.findByText(/can’t be shown here/);
    expect(screen.queryByTestId('cover-add')).toBeNull();
    expect(screen.getByTestId('cover-attach')).toBeTruthy();
  });
});

describe('parts of it', () => {
  test('are covered by the mouse; a click alone covers nothing', async () => {
    const { user, api, layer } = await pasted();
    hand(layer, [
      ['pointerdown', 120, 150],
      ['pointermove', 160, 180],
      ['pointerup', 160, 180],
      ['pointerdown', 280, 110],
      ['pointerup', 280, 110],
    ]);
    await waitFor(() => expect(strokes()).toHaveLength(1));
    expect(strokes()[0]?.style.cssText).toContain('left: 10%');
    await user.click(screen.getByTestId('cover-attach'));
    await waitFor(() => expect(screen.queryByTestId('cover')).toBeNull());
    expect(sent(api)).toEqual([{ kind: 'cover', from: [0.1, 0.5], to: [0.3, 0.8] }]);
    expect(called(api, 'sendIntent')).toHaveLength(0);
    await waitFor(() => expect(waiting()).toHaveLength(1));
  });

  test('are covered and pointed at by keys alone: added, moved, sized, taken away', async () => {
    const { user, api } = await pasted();
    screen.getByTestId('cover-add').focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(strokes()[0]));
    expect(strokes()[0]?.ariaLabel).toBe('Cover, 1 of 1');
    await user.keyboard('{ArrowRight}{ArrowDown}{Shift>}{ArrowRight}{/Shift}');
    screen.getByTestId('cover-arrow').focus();
    await user.keyboard('{Enter}{Tab}{Enter}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Arrow, 2 of 2'));
    await user.keyboard('{Delete}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Cover, 1 of 1'));
    screen.getByTestId('cover-attach').focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(called(api, 'coverPicture')).toHaveLength(1));
    const [one, ...others] = sent(api);
    expect(others).toEqual([]);
    const rounded = [one?.from, one?.to].map((spot) => spot?.map((n) => Math.round((n ?? 0) * 100)));
    expect([one?.kind, ...rounded]).toEqual(['cover', [42, 47], [64, 57]]);
  });

  test('go again, the last first, by the key that takes back everywhere; the picture stays', async () => {
    const { user, api } = await pasted();
    screen.getByTestId('cover-add').focus();
    await user.keyboard('{Enter}');
    screen.getByTestId('cover-add').focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(strokes()[1]));
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(strokes().map((one) => one.ariaLabel)).toEqual(['Cover, 1 of 1']));
    await waitFor(() => expect(document.activeElement).toBe(strokes()[0]));
    await user.keyboard('{Control>}zz{/Control}');
    await waitFor(() => expect(strokes()).toHaveLength(0));
    await waitFor(() => expect(screen.getByTestId('cover').contains(document.activeElement)).toBe(true));
    expect(called(api, 'undo')).toHaveLength(0);
    expect(waiting()).toHaveLength(1);
  });

  test('stay on the picture, however far they are moved', async () => {
    const { user, api } = await pasted();
    screen.getByTestId('cover-add').focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(strokes()).toHaveLength(1));
    await user.keyboard('{ArrowLeft>40/}{ArrowUp>40/}');
    await user.click(screen.getByTestId('cover-attach'));
    await waitFor(() => expect(called(api, 'coverPicture')).toHaveLength(1));
    const [x, y] = sent(api)[0]?.from ?? [];
    expect([Math.abs(x ?? 1) < 1e-9, Math.abs(y ?? 1) < 1e-9]).toEqual([true, true]);
  });
});

describe('a picture that waits already', () => {
  async function looking(first?: (api: Opened['api']) => Promise<void>): Promise<Opened> {
    const opened = await openCase('case-3', {}, (made) => {
      Object.assign(made, {
        preview: async () => ({
          fileName: 'dock-photo.jpg',
          size: 10,
          kind: 'picture',
          content: '',
          suffix: null,
          isCut: false,
          mayOpen: false,
          text: '',
        }),
      });
    });
    await opened.user.click(screen.getByTestId('attach'));
    await waitFor(() => expect(waiting()).toHaveLength(1));
    await first?.(opened.api);
    await opened.user.click(waiting()[0]?.querySelector('[data-testid="file-preview"]') as HTMLElement);
    await opened.user.click(await screen.findByTestId('preview-cover'));
    await screen.findByText('Cover parts of the picture');
    return opened;
  }

  test('does not leave while it is looked at, and goes as it was when it is left alone', async () => {
    const { user, api } = await looking();
    expect(called(api, 'holdIntent')).toHaveLength(1);
    expect(waiting()[0]?.textContent).toContain('Send now');
    await user.click(screen.getByTestId('cover-leave'));
    await waitFor(() => expect(screen.queryByTestId('cover')).toBeNull());
    expect(called(api, 'sendIntent')).toHaveLength(1);
    expect(called(api, 'discardIntent')).toHaveLength(0);
    expect(files()).toContain('dock-photo.jpg');
  });

  test('that the person lets wait waits on', async () => {
    const { user, api } = await looking(async (made) => {
      const last = made.world.cases.get('case-3')?.timeline.at(-1);
      if (last?.kind === 'attachment' && last.pending) await made.holdIntent(last.pending.intentId);
      await screen.findByText('Send now');
    });
    await user.click(screen.getByTestId('cover-leave'));
    await waitFor(() => expect(screen.queryByTestId('cover')).toBeNull());
    expect(called(api, 'sendIntent')).toHaveLength(0);
    expect(waiting()[0]?.textContent).toContain('Send now');
  });

  test('can be covered', async () => {
    const { user, api } = await looking();
    await drawn();
    await user.click(screen.getByTestId('cover-add'));
    await user.click(screen.getByTestId('cover-attach'));
    await waitFor(() => expect(screen.queryByTestId('cover')).toBeNull());
    expect(called(api, 'coverPicture')).toHaveLength(1);
    expect(waiting()).toHaveLength(1);
  });
});
