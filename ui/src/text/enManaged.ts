// The sentences about what an administrator set. A part of en.ts.
import { list, plural } from './count';
import type { Feature } from '../api';

const names: Record<Feature, string> = {
  export: 'Exporting',
  print: 'Printing',
  clipboard: 'Copying',
  attachments: 'Saving files',
};

export const managed = {
  managed: {
    title: 'What your administrator set',
    explain: 'It holds for this computer and can’t be changed here.',
    broken:
      'Your administrator’s settings can’t be read, so export, printing, copying and saving files are off, and no server is spoken to, until they are mended:',
    server: 'Server',
    authority: 'Certificate authority',
    proxy: 'Proxy',
    proxies: { none: 'none', system: 'as the system says' },
    offline: 'Offline at most',
    hours: (n: number) => plural(n, { one: '# hour', other: '# hours' }),
    off: 'Switched off',
    features: (off: Feature[]) => list(off.map((one) => names[one])),
    noClipboard: 'Copying is switched off by your administrator.',
  },
};
