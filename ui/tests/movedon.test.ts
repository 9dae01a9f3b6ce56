// A reply to a case that moved on: what is new is shown, and one key sends, edits or discards.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp, textbox } from './support';
import type { News, OutboxItem } from '../src/api';
import type { FakeApi } from '../src/api/fake';
import type { Opened } from './support';

const said: News = {
  what: 'comment',
  author: 'Bob Builder',
  audience: 'public',
  text: 'Solved: the cable was loose.',
  at: '2026-11-23T11:00:00Z',
};

async function held(api: FakeApi, news: News[] = [said]): Promise<void> {
  await api.addComment('case-1', 'public', 'Have you tried to turn it off?');
  const part: Partial<OutboxItem> = {
    state: 'held',
    news,
    reason: 'This case moved on since you wrote your reply.',
  };
  Object.assign(api.world.outbox[0] ?? {}, part);
}

async function card(news?: News[]): Promise<Opened & { item: HTMLElement }> {
  const opened = await openApp({}, (api) => held(api, news));
  await opened.user.click(screen.getByTestId('nav-needs-you'));
  return { ...opened, item: await screen.findByTestId('outbox-item') };
}

describe('a reply to a case that moved on', () => {
  test('shows what is new, by whom and when, above the reply, and says the reason once', async () => {
    const { item } = await card();
    const shown = within(item).getByTestId('moved-on').textContent;
    expect(shown).toMatch(/moved on since you wrote your reply.*Bob Builder.*wrote.*the cable was loose/s);
    expect(item.textContent).toContain('Have you tried to turn it off?');
    expect(item.textContent.match(/moved on/g)).toHaveLength(1);
  });

  test('says what was changed in the words of the vocabulary', async () => {
    const { item } = await card([
      { what: 'status', from: 'New', to: 'Closed' },
      { what: 'assignees', joined: ['Bob Builder'], left: ['Alice'] },
      { what: 'email', from: 'customer@example.org', subject: 'Never mind', text: 'Done', at: said.at },
    ]);
    const shown = within(item)
      .getByTestId('moved-on')
      .textContent.replace(/[\u2068\u2069]/g, '');
    expect(shown).toMatch(/from New to Closed.*Assigned: Bob Builder.*No longer assigned: Alice/s);
    expect(shown).toMatch(/customer@example.org wrote an e-mail.*Never mind/s);
  });

  test('is sent as it is with one key, and with its button', async () => {
    const { item, user, api } = await card();
    const send = within(item).getByTestId('outbox-send');
    expect(send.textContent).toContain('Send as it is');
    send.focus();
    await user.keyboard('s');
    expect(called(api, 'sendIntent')).toEqual([['intent-1']]);
  });

  test('is edited with one key, and the letters of the text are the text’s', async () => {
    const { item, user, api } = await card();
    within(item).getByTestId('outbox-send').focus();
    await user.keyboard('e');
    const text = await waitFor(() => textbox('outbox-text'));
    await user.clear(text);
    await user.type(text, 'test');
    expect(called(api, 'sendIntent')).toEqual([]);
    expect(text.value).toBe('test');
  });

  test('more than five things are counted', async () => {
    const { item } = await card(Array.from({ length: 8 }, () => said));
    expect(within(item).getByTestId('moved-on').textContent).toContain('3 more');
  });
});
