// What a test may choose of the engine in memory, and what it may do to it besides the `Api`. Types only; it is made in
// fake.ts.
import type * as b from './bindings';
import type { Api } from './index';

export type FakeOptions = {
  phase?: b.Phase;
  error?: b.AppError | null;
  /** Where it is locked: why, and what opens it. */
  lock?: Partial<b.ShownLock>;
  /** How safe the open copy is. */
  safety?: Partial<b.Safety>;
  cases?: number;
  /** So many cases are not looked through yet. */
  unsearched?: number;
  demo?: boolean;
  startView?: b.View;
  /** What is kept of files. */
  kept?: b.KeptFiles;
  look?: Partial<b.Look>;
  /** Send pending work after this many milliseconds; never when absent. */
  sendsAfter?: number;
  now?: number;
  hasInternalNotes?: boolean;
  dialect?: b.Dialect;
  /** Asked for from outside (a notification, a link, the tray) before the window could listen. */
  asked?: b.Asked;
  /** The ways in that the server offers; a code and a token when absent. */
  ways?: b.Way[];
  /** The person's organizations; with these, one has to be chosen after a code or a password. */
  organizations?: b.Named[];
  /** How this computer gets to the server. */
  connection?: Partial<b.Connection>;
  /** The other copies on this computer. */
  mirrors?: b.Mirror[];
  /** Where the person is to begin signing in. */
  server?: string;
  /** Somebody just signed out. */
  signedOut?: b.SignedOut;
  /** How long the server thinks about a sign-in, in milliseconds. */
  thinks?: number;
  /** What an administrator set. */
  managed?: b.Managed;
  /** A long absence ends with the start. */
  away?: b.Absence;
};

export type FakeApi = Api & {
  /** What was called, newest last: the method and its arguments. */
  calls: { name: keyof Api; args: unknown[] }[];
  /** Make a method fail until the returned function is called. */
  failWith(name: keyof Api, error: b.AppError): () => void;
  setStatus(part: Partial<b.SyncStatus>): void;
  setPhase(state: Partial<b.AppState>): void;
  tellChanged(part?: Partial<b.Changed>): void;
  askToOpen(caseId: string): void;
  /** A case's own window was closed with something begun in it. */
  leaveBegun(): void;
  /** The tray, or a key of the desktop. */
  askForNewCase(): void;
  /** Files from the desktop hang over the window, or are dropped on it. */
  drag(stage: b.DragStage): void;
  /** Changes as if a colleague had done it. */
  world: {
    cases: Map<string, b.CaseView>;
    outbox: b.OutboxItem[];
    alerts: b.AlertItem[];
    /** Of each case, the newest first. */
    history: Map<string, b.HistoryItem[]>;
  };
};
