// The desktop around the fake engine's window: what was chosen is kept, windows are only counted.
import type { Api } from './index';
import type * as b from './bindings';

type Desktop = Pick<Api, 'habits' | 'saveHabits' | 'openInWindow' | 'closeWindow' | 'caseLink' | 'onNewCase'>;

export function fakeDesktop(): Desktop {
  let habits: b.Habits = { closeToTray: false, autostart: false };
  return {
    habits: async () => habits,
    saveHabits: async (wanted) => {
      habits = wanted;
    },
    openInWindow: async () => undefined,
    closeWindow: async () => undefined,
    caseLink: async (caseId) => (caseId.startsWith('new') ? null : `satchel://case/${caseId}`),
    onNewCase: async () => () => undefined,
  };
}
