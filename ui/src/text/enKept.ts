// The sentences about files that are kept ahead of need: the choice, the room, the state of each file. A part of en.ts.
import { fileSize, plural } from './count';

const files = (n: number) => plural(n, { one: '# file', other: '# files' });
const size = (kb: number): string => fileSize(kb * 1024);

export const kept = {
  kept: {
    title: 'Files kept here',
    explain:
      'Files of your cases are fetched while nothing else is to do, so that they open without a network: of pinned cases first, then of your open ones, urgent ones, and the newest.',
    kinds: 'Fetch without being asked',
    kind: {
      nothing: 'Nothing until I open it',
      pictures: 'Pictures',
      documents: 'Pictures and documents',
      everything: 'Everything',
    },
    budget: 'Room for files',
    limit: 'Up to this size each',
    metered: 'Treat this network as metered',
    meteredHint: 'Files wait, text is synced as ever. A file that you open is fetched all the same.',
    size: (mb: number) => size(mb * 1024),
    now: (n: number, kb: number) => `${files(n)} here, ${size(kb)}.`,
    none: 'No files here yet.',
    waiting: (n: number) => `${files(n)} still to come.`,
    estimate: (kb: number) =>
      `If they are like those that are here, they need about ${size(kb)}; the server does not tell sizes beforehand.`,
    unknown: 'How much room they need shows as they come: the server does not tell sizes beforehand.',
    tooBig: (n: number) =>
      plural(n, { one: '# file is larger than that.', other: '# files are larger than that.' }),
    notAsked: (n: number) =>
      plural(n, {
        one: '# file is left on the server until you open it.',
        other: '# files are left on the server until you open them.',
      }),
    failed: (n: number) =>
      plural(n, {
        one: '# file could not be fetched and is tried again.',
        other: '# files could not be fetched and are tried again.',
      }),
    pinned: (n: number, kb: number) =>
      `${plural(n, { one: '# pinned case', other: '# pinned cases' })}, ${size(kb)}: never dropped.`,
    free: (kb: number) => `${size(kb)} free on this disk.`,
    freeUp: 'Free up space now',
    freeUpHint:
      'Drops the files kept here, which stay on the server. Pinned and unsent ones stay. When the room is full, closed and old cases’ files go first by themselves.',
    freed: (kb: number) => (kb > 0 ? `${size(kb)} freed.` : 'There was nothing to free.'),
    pin: 'Keep its files here',
    unpin: 'No longer keep its files',
    pinSaid: 'Its files are fetched and kept.',
    unpinSaid: 'Its files may be dropped when room is needed.',
    isPinned: 'Files kept here',
    state: {
      here: 'On this computer',
      waits: 'Waits to be fetched',
      tooBig: 'Larger than your limit: open it to fetch it',
      notAsked: 'On the server: open it to fetch it',
      failed: 'Could not be fetched; tried again later',
    },
    wait: {
      metered: 'Files wait: metered network',
      treatedAsMetered: 'Files wait: you treat this network as metered',
      savingPower: 'Files wait: the battery is being saved',
      diskLow: 'Files wait: the disk is almost full',
      noRoom: 'Files wait: the room you gave them is full',
    },
    files: 'Files',
    underWay: (n: number) => (n > 1 ? `Being fetched, ${files(n)} to come` : 'Being fetched'),
  },
};
