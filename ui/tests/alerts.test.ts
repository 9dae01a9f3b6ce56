// Alerts: the inbox says why and by which rule, puts off and takes; rules are made, tried and kept; a case says why not.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { someAlert } from '../src/api/fakeAlerts';
import { called, openApp, openCase, shownCase } from './support';
import type { FakeApi } from '../src/api/fake';

const at = new Date().toISOString();

const inbox = (made: FakeApi): void => {
  made.world.alerts.push(
    someAlert({ id: 'n1', caseId: 'case-6', caseName: 'Alarm', why: 'reply', by: 'Bob Berg', at }),
    someAlert({ id: 'n2', caseName: '', why: 'signInAgain', at, rule: { id: 'gone', name: 'My own' } }),
    someAlert({ id: 'n3', caseId: 'case-2', caseName: 'Only listed', why: 'new', at, act: 'inbox' }),
  );
};

test('the inbox says why, who and by which rule, and what is only listed is not counted', async () => {
  const { user } = await openApp({}, inbox);
  await waitFor(() => expect(screen.getByTestId('nav-alerts').textContent).toContain('2'));
  await user.click(screen.getByTestId('nav-alerts'));
  const [reply, sync, listed] = await screen.findAllByTestId('alert');
  expect(reply?.textContent).toContain('Somebody said something');
  expect(reply?.textContent).toContain('Bob Berg');
  expect(reply?.textContent).toContain('By the rule: New, pressing');
  expect(sync?.textContent).toContain('Syncing stopped: sign in again');
  expect(sync?.textContent).toContain('By the rule: My own');
  expect(listed?.textContent).toContain('Only here');
  if (reply) await user.click(reply);
  expect(shownCase()).toBe('case-6');
});

test('an alert is put off, and its case is taken, by the keyboard', async () => {
  const { user, api } = await openApp({}, inbox);
  await user.click(screen.getByTestId('nav-alerts'));
  const [snooze] = await screen.findAllByTestId('alert-snooze');
  snooze?.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(called(api, 'snoozeAlert')).toEqual([['n1', 60]]);
  expect((await screen.findByTestId('alert-later')).textContent).toContain('Comes again');
  const [take] = screen.getAllByTestId('alert-take');
  take?.focus();
  await user.keyboard('{Enter}');
  expect(called(api, 'takeCase')).toEqual([['case-6']]);
});

test('a rule is made, tried on what was noted, and asked before the others', async () => {
  const { user, api } = await openApp({}, inbox);
  await user.click(screen.getByTestId('nav-alerts'));
  await user.click(screen.getByTestId('alerts-rules'));
  expect(await screen.findAllByTestId('alert-rule-line')).toHaveLength(6);
  await user.click(screen.getByTestId('rule-add'));
  const form = within(await screen.findByTestId('rule-form'));
  expect(form.getByTestId<HTMLButtonElement>('rule-keep').disabled).toBe(true);
  await user.click(form.getByTestId('rule-why-new'));
  await user.type(form.getByTestId('rule-query'), 'is:nothing');
  await user.click(form.getByTestId('rule-try'));
  expect((await form.findByTestId('rule-problem')).textContent).toContain('is:nothing');
  await user.clear(form.getByTestId('rule-query'));
  await user.click(form.getByTestId('rule-try'));
  await waitFor(() =>
    expect(form.getByTestId('rule-trial').textContent).toContain('It would have caught 1 of 15 things'),
  );
  expect(form.getByTestId('rule-trial').textContent).toContain('Only listed');
  await user.type(form.getByTestId('rule-name'), 'New ones');
  await user.click(form.getByTestId('rule-keep'));
  await waitFor(() => expect(screen.queryByTestId('rule-form')).toBeNull());
  const [kept] = called(api, 'setAlertChoices').at(-1) as [{ rules: { name: string; reasons: string[] }[] }];
  expect(kept.rules[0]).toMatchObject({ name: 'New ones', reasons: ['new'] });
  expect(kept.rules).toHaveLength(7);
  await user.click(screen.getByTestId('rules-usual'));
  await waitFor(() => expect(screen.getAllByTestId('alert-rule-line')).toHaveLength(6));
});

test('quiet hours are kept as they are chosen', async () => {
  const { user, api } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByTestId('to-rules'));
  await user.click(await screen.findByTestId('quiet-on'));
  await user.click(await screen.findByRole('checkbox', { name: 'Sunday' }));
  await waitFor(() => {
    const [kept] = called(api, 'setAlertChoices').at(-1) as [{ quiet: unknown }];
    const days = [true, true, true, true, true, true, false];
    expect(kept.quiet).toEqual({ on: true, start: 1080, end: 480, days });
  });
});

test('what the desktop may show is chosen in the settings', async () => {
  const { user, api } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByTestId('privacy-always'));
  await waitFor(() =>
    expect(called(api, 'setAlertChoices').at(-1)).toMatchObject([
      { privacy: 'always', respectsDesktop: true },
    ]),
  );
});

test('a case says why nobody was told of it', async () => {
  const { user } = await openCase('case-1');
  await user.click(screen.getByTestId('case-more'));
  await user.click(await screen.findByTestId('case-why-told'));
  const why = within(await screen.findByTestId('why-told'));
  const [reply, raised] = why.getAllByTestId('happened');
  expect(reply?.textContent).toContain('Reply by somebody else');
  expect(reply?.textContent).toContain('no rule wants it');
  await waitFor(() => expect(raised?.textContent).toContain('By the rule: New, pressing'));
});
