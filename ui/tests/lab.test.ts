// The fault lab: only in the demo, every switch by mouse and by keyboard, and it says what is on.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp, openCase } from './support';

const words = (testid: string): string | null => screen.getByTestId(testid).textContent;

async function openLab(): ReturnType<typeof openApp> {
  const opened = await openApp();
  await opened.user.click(screen.getByTestId('fault-lab'));
  await screen.findByRole('dialog', { name: 'Fault lab' });
  return opened;
}

describe('the fault lab', () => {
  test('is there in the demo only', async () => {
    await openApp({ demo: false });
    expect(screen.queryByTestId('fault-lab')).toBeNull();
  });

  test('switches a fault for the next request, and says so inside and outside', async () => {
    const { api, user } = await openLab();
    expect(words('lab-now')).toContain('All is well.');
    await user.selectOptions(screen.getByLabelText('Reply lost'), 'Next one only');
    expect(called(api, 'changeFaultLab')).toEqual([[{ kind: 'fault', fault: 'replyLost', rate: 'next' }]]);
    await waitFor(() => expect(words('lab-now')).toContain('On now: Reply lost (next one only).'));
    expect(words('fault-lab')).toContain('1 fault on');
  });

  test('takes shares, latency and bandwidth together, and all well again ends them', async () => {
    const { user } = await openLab();
    await user.selectOptions(screen.getByLabelText('Wi-Fi sign-in page'), '50%');
    await user.selectOptions(screen.getByLabelText('Every reply takes'), '800 ms');
    await user.selectOptions(screen.getByLabelText('Bandwidth'), '16 kB/s');
    const now = screen.getByTestId('lab-now');
    await waitFor(() =>
      expect(now.textContent).toContain('Wi-Fi sign-in page (50%); 800 ms latency; 16 kB/s.'),
    );
    await user.click(screen.getByRole('button', { name: 'All well again' }));
    await waitFor(() => expect(now.textContent).toContain('All is well.'));
    expect(screen.getByLabelText<HTMLSelectElement>('Every reply takes').value).toBe('0');
  });

  test('is worked by keyboard alone, and closing it leaves the faults on', async () => {
    const { user } = await openApp();
    screen.getByTestId('fault-lab').focus();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Fault lab' });
    const expire = within(dialog).getByRole('button', { name: 'Expire the session' });
    for (let tabs = 0; document.activeElement !== expire && tabs < 40; tabs++) await user.tab();
    expect(document.activeElement).toBe(expire);
    await user.keyboard(' ');
    await waitFor(() => expect(expire.getAttribute('aria-pressed')).toBe('true'));
    within(dialog).getByRole('button', { name: 'Close' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByTestId('lab-now')).toBeNull());
    expect(words('fault-lab')).toContain('1 fault on');
  });

  test('asks a colleague to change the open case, and says what they did', async () => {
    const { api, user } = await openCase('case-1');
    await user.click(screen.getByTestId('fault-lab'));
    await user.click(await screen.findByRole('button', { name: 'A colleague changes this case' }));
    expect(called(api, 'changeFaultLab')).toEqual([[{ kind: 'colleagueChanges', caseId: 'case-1' }]]);
    await waitFor(() =>
      expect(words('lab-said')).toContain('Sam set the status to Pending and the priority to High.'),
    );
  });

  test('has no colleague for no case, and says what stands against a wish', async () => {
    const { api, user } = await openLab();
    expect(screen.getByTestId<HTMLButtonElement>('lab-colleague').disabled).toBe(true);
    api.failWith('changeFaultLab', { code: 'notFound', message: 'The case is not there.', next: '' });
    await user.click(screen.getByTestId('lab-critical'));
    await waitFor(() => expect(words('lab-said')).toContain('The case is not there.'));
  });
});
