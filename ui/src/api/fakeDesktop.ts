// The desktop around the fake engine's window: what was chosen is kept, windows are only counted.
import type { Api } from './index';
import type * as b from './bindings';

type Desktop = Pick<
  Api,
  | 'diary'
  | 'diagnostics'
  | 'saveDiagnostics'
  | 'habits'
  | 'saveHabits'
  | 'openInWindow'
  | 'closeWindow'
  | 'caseLink'
>;

const someDiary: b.Diary = {
  doing: null,
  nextAt: '2026-11-23T12:01:00Z',
  entries: [
    {
      from: '2026-11-23T11:40:00Z',
      at: '2026-11-23T11:58:00Z',
      times: 7,
      what: {
        kind: 'trouble',
        doing: 'looking',
        error: {
          code: 'offline',
          message: 'The server can’t be reached: its name is not known here.',
          next: 'Check the network.',
        },
      },
    },
    {
      from: '2026-11-23T11:00:00Z',
      at: '2026-11-23T11:39:00Z',
      times: 40,
      what: { kind: 'well', sent: 2 },
    },
  ],
};

export function fakeDesktop(): Desktop {
  let habits: b.Habits = { closeToTray: false, autostart: false };
  return {
    diary: async () => someDiary,
    diagnostics: async () => '{\n  "satchel": "0.1.0"\n}',
    saveDiagnostics: async () => 'satchel-diagnostics.json',
    habits: async () => habits,
    saveHabits: async (wanted) => {
      habits = wanted;
    },
    openInWindow: async () => undefined,
    closeWindow: async () => undefined,
    caseLink: async (caseId) =>
      caseId.startsWith('new') ? null : { text: `satchel://case/${caseId}`, isThere: false },
  };
}
