// What the engine tells comes as a code with its values; the page has the words, in the language that is spoken when they are read.
import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { ApiError } from '../src/api';
import { speak } from '../src/text';
import { reasonOf, sentenceOf } from '../src/text/said';
import { openApp, openCase } from './support';
import type { AppError } from '../src/api';

afterEach(() => speak('en'));

const unreachable: AppError = {
  code: 'offline',
  message: 'The server can’t be reached: its name is not known here.',
  next: 'Go on working.',
  said: { kind: 'unreachable', why: { what: 'name', proxy: false, words: null } },
  advice: 'goOn',
};

test('an error is said in the language that is spoken when it is read', async () => {
  const error = new ApiError(unreachable);
  expect(error.message).toBe('The server can’t be reached: its name is not known here.');
  await speak('de');
  expect(error.message).toBe('Der Server ist nicht erreichbar: sein Name ist hier nicht bekannt.');
  expect(error.next).toMatch(/^Arbeiten Sie weiter/);
});

test('what the engine has no code for is said in its words', async () => {
  await speak('fr');
  const error = new ApiError({ code: 'storage', message: 'Something rare.', next: 'Look.' });
  expect([error.message, error.next]).toEqual(['Something rare.', 'Look.']);
  const why = { what: 'other', proxy: true, words: 'the cable is out' } as const;
  expect(sentenceOf({ kind: 'broken', why })).toBe(
    'La connexion au serveur s’est rompue\u00a0: le proxy\u00a0: the cable is out.',
  );
});

test('words of a server stay as they came, shut in so that they do not turn the sentence', async () => {
  await speak('ar');
  expect(sentenceOf({ kind: 'refused', text: 'closed on: Needed' })).toBe(
    'رفضه الخادم: \u2068closed on: Needed\u2069',
  );
});

test('a file on its way says how far it is, and that nothing moves, in every language', async () => {
  const moves = { kind: 'uploading', sentKb: 3_277, ofKb: 12_288 } as const;
  const stalls = { ...moves, kind: 'uploadStalls' } as const;
  for (const [language, going, still] of [
    [
      'en',
      /^\u20683\.2\sMB\u2069 of \u206812\sMB\u2069 have left/,
      /^Nothing moves: \u20683\.2\sMB\u2069 of/,
    ],
    [
      'de',
      /^\u20683,2\sMB\u2069 von \u206812\sMB\u2069 haben/,
      /^Nichts bewegt sich: \u20683,2\sMB\u2069 von/,
    ],
    ['fr', /^\u20683,2\sMo\u2069 sur \u206812\sMo\u2069 ont/, /^Rien ne bouge\s: \u20683,2\sMo\u2069 sur/],
    ['ar', /^غادر هذا الحاسوب/, /^لا شيء يتحرك/],
  ] as const) {
    await speak(language);
    expect(sentenceOf(moves), language).toMatch(going);
    expect(sentenceOf(stalls), language).toMatch(still);
  }
});

test('what keeps syncing from going on, and what is held, changes its words with the language', async () => {
  const { api } = await openCase('case-1', { cases: 8 });
  api.setStatus({ word: 'offline', error: unreachable });
  await speak('de');
  screen.getByTestId('status-word').click();
  expect(await screen.findByText(/Der Server ist nicht erreichbar/)).toBeTruthy();
  const held = { reason: 'The case was deleted on the server.', why: { kind: 'caseDeleted' } } as const;
  expect(reasonOf(held)).toBe('Der Fall wurde auf dem Server gelöscht.');
});

test('a rule that was broken says its values in the numbers of the language', async () => {
  const { user, api } = await openApp();
  await speak('de');
  const what = { kind: 'longText', most: 25_000, length: 30_000 } as const;
  api.failWith('createCase', {
    code: 'invalid',
    message: 'x',
    next: 'y',
    said: { kind: 'cannot', what },
    advice: 'change',
  });
  await user.click(screen.getByTestId('new-case'));
  await user.type(await screen.findByTestId('new-case-name'), 'A name{Enter}');
  await waitFor(() =>
    expect(document.body.textContent).toMatch(/Der Server nimmt 25\.000 Zeichen; das sind 30\.000/),
  );
});
