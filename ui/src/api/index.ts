// The door to the engine: the calls a screen may make (`Api`), their real implementation, and the error they throw.
// Nothing is decided here. Answers arrive as data, failures as `ApiError`; pushed news is in events.ts, the stand-in
// for tests and for a plain browser in fake.ts.
import { convertFileSrc } from '@tauri-apps/api/core';
import { createContext } from 'svelte';
import { messageOf, nextOf } from '../text/said';
import { commands } from './bindings';
import { listenToEngine } from './events';
import type * as b from './bindings';
import type { Listeners } from './events';

export { queryKeys } from './bindings';
export type * from './bindings';
export type { Listeners } from './events';

/** What failed: `code` is what the screen acts on; `message` and `next` say what happened and what to do, in the language that
    is spoken when they are read. */
export class ApiError extends Error implements b.AppError {
  readonly code: b.Code;
  readonly said: b.Sentence | null;
  readonly advice: b.Advice | null;
  readonly #error: b.AppError;

  constructor(error: b.AppError) {
    super();
    this.name = 'ApiError';
    this.code = error.code;
    this.said = error.said ?? null;
    this.advice = error.advice ?? null;
    this.#error = error;
  }

  override get message(): string {
    return messageOf(this.#error);
  }

  get next(): string {
    return nextOf(this.#error);
  }
}

export interface Api extends Listeners {
  appState(): Promise<b.AppState>;
  signIn(request: b.SignIn): Promise<void>;
  signInOffers(server: string): Promise<b.Way[]>;
  requestCode(server: string, email: string): Promise<void>;
  signInWithCode(server: string, email: string, code: string): Promise<b.SignedIn>;
  signInWithPassword(server: string, email: string, password: string): Promise<b.SignedIn>;
  chooseOrganization(id: string): Promise<b.SignedIn>;
  beforeSignOut(): Promise<b.BeforeSignOut>;
  signOut(remove: number | null): Promise<void>;
  endSignIn(code: string): Promise<void>;
  mirrors(): Promise<b.Mirror[]>;
  openMirror(id: string): Promise<void>;
  /** With what was typed, a passphrase or a recovery code; without it, with the keyring. */
  unlock(typed: string | null): Promise<void>;
  lockNow(): Promise<void>;
  typingSaved(): Promise<void>;
  keepBegun(words: string | null, count: number): Promise<void>;
  takeUpBegun(withOwn: boolean): Promise<string[]>;
  touched(): Promise<void>;
  beginAnew(): Promise<void>;
  leaveLock(): Promise<void>;
  safety(): Promise<b.Safety>;
  setLockSettings(settings: b.LockSettings): Promise<b.Safety>;
  setLeaseDays(days: number): Promise<b.Safety>;
  putOffKey(): Promise<b.Safety>;
  changePassphrase(passphrase: string, typed: string | null): Promise<b.Safety>;
  makeRecoveryCode(typed: string | null): Promise<string>;
  addKeyringSlot(typed: string | null): Promise<b.Safety>;
  removeSlot(slot: b.Slot, typed: string | null): Promise<b.Safety>;
  openHeld(name: string, typed: string | null): Promise<number>;
  setPassphrase(passphrase: string): Promise<void>;
  listCases(query: b.CaseQuery): Promise<b.CasePage>;
  listAccounts(query: b.CaseQuery): Promise<b.AccountPage>;
  viewCounts(): Promise<b.ViewCounts>;
  savedViews(): Promise<b.SavedView[]>;
  saveView(id: string | null, name: string, question: b.SavedQuestion): Promise<string>;
  arrangeSavedViews(ids: string[]): Promise<void>;
  deleteSavedView(id: string): Promise<void>;
  findCases(typed: string, limit: number): Promise<b.CaseRow[]>;
  matchingCases(query: b.CaseQuery): Promise<string[]>;
  planBulk(cases: string[], change: b.BulkChange): Promise<b.BulkPlan>;
  performBulk(cases: string[], change: b.BulkChange): Promise<b.BulkPlan>;
  undo(): Promise<b.Undone>;
  redo(): Promise<b.Undone>;
  shortcuts(): Promise<b.Shortcut[]>;
  saveShortcuts(shortcuts: b.Shortcut[]): Promise<void>;
  openCase(id: string): Promise<b.CaseView>;
  readCase(id: string): Promise<b.CaseView>;
  markUnread(caseIds: string[]): Promise<void>;
  markRead(caseIds: string[]): Promise<void>;
  present(): Promise<b.Absence | null>;
  digest(): Promise<b.Digest>;
  reference(): Promise<b.Reference>;
  findNamed(kind: b.LookupKind, typed: string, limit: number): Promise<b.Found[]>;
  caseNamed(name: string, except: string | null): Promise<string | null>;
  answers(caseId: string, typed: string): Promise<b.Answer[]>;
  createCase(newCase: b.NewCase): Promise<string>;
  editCase(caseId: string, edits: b.FieldEdit[]): Promise<void>;
  addComment(caseId: string, audience: b.Audience, text: string): Promise<string>;
  commentParts(text: string): Promise<string[] | null>;
  addComments(caseId: string, audience: b.Audience, parts: string[]): Promise<string[]>;
  addCommentWithFile(
    caseId: string,
    audience: b.Audience,
    text: string,
    fileName: string,
    content: string,
  ): Promise<string>;
  moveUnsent(from: string, to: string): Promise<number>;
  intoNewCase(from: string, name: string): Promise<string>;
  changeSet(caseId: string, change: b.SetChange): Promise<void>;
  watchCase(caseId: string, watched: boolean): Promise<void>;
  deleteCase(caseId: string): Promise<void>;
  editComment(caseId: string, commentId: string, text: string): Promise<void>;
  deleteComment(caseId: string, commentId: string): Promise<void>;
  attachFiles(caseId: string): Promise<b.HandedOver>;
  /** `waits`: until the person sends it. */
  attachPasted(caseId: string, name: string, data: string, waits: boolean): Promise<string>;
  attachDropped(caseId: string): Promise<b.HandedOver>;
  attachClipboard(caseId: string, name: string): Promise<string | null>;
  deleteAttachment(caseId: string, attachmentId: string): Promise<void>;
  saveDraft(caseId: string, audience: b.Audience, text: string): Promise<void>;
  outbox(): Promise<b.OutboxItem[]>;
  discardIntent(intentId: string): Promise<void>;
  sendIntent(intentId: string): Promise<void>;
  holdIntent(intentId: string): Promise<void>;
  rewriteIntent(intentId: string, text: string): Promise<void>;
  /** Another picture in place of one that waits: the same with these strokes on it. Answers its intent. */
  coverPicture(intentId: string, attachmentId: string, strokes: b.Stroke[]): Promise<string>;
  placeIntent(intentId: string, before: string | null): Promise<void>;
  alerts(): Promise<b.AlertItem[]>;
  markAlertsSeen(): Promise<void>;
  snoozeAlert(id: string, minutes: number): Promise<void>;
  takeCase(caseId: string): Promise<void>;
  alertChoices(): Promise<b.AlertChoices>;
  setAlertChoices(choices: b.AlertChoices): Promise<void>;
  usualAlertRules(): Promise<b.AlertRule[]>;
  tryAlertRule(rule: b.AlertRule): Promise<b.Trial>;
  whyTold(caseId: string): Promise<b.WhyTold>;
  status(): Promise<b.SyncStatus>;
  syncNow(): Promise<void>;
  pauseSync(paused: boolean): Promise<void>;
  syncCase(caseId: string): Promise<void>;
  networkChanged(): Promise<void>;
  caseHistory(caseId: string): Promise<b.HistoryItem[]>;
  restoreEntry(entry: number): Promise<void>;
  preview(attachmentId: string): Promise<b.Preview>;
  /** Where the shell gives out a picture, drawn anew. */
  drawPage(attachmentId: string, page: number): Promise<b.Page>;
  pictureAddress(attachmentId: string): string;
  pageAddress(attachmentId: string, page: number): string;
  saveAttachment(attachmentId: string): Promise<string | null>;
  /** Another program shows a copy, which goes when Satchel locks or ends. */
  openAttachment(attachmentId: string): Promise<void>;
  /** While a mouse button is held. */
  dragAttachment(attachmentId: string): Promise<void>;
  scopeChoice(): Promise<b.ScopeChoice>;
  setScope(scope: b.Scope): Promise<void>;
  keptFiles(): Promise<b.KeptFiles>;
  setFilePolicy(policy: b.FilePolicy): Promise<void>;
  freeUpSpace(): Promise<number>;
  pinCase(caseId: string, pinned: boolean): Promise<void>;
  exportCases(
    what: b.ExportWhat,
    format: b.ExportFormat,
    options: b.ExportOptions,
  ): Promise<b.Exported | null>;
  printPage(): Promise<void>;
  chooseImport(): Promise<b.ImportChoice | null>;
  performImport(creates: number): Promise<b.ImportPlan>;
  habits(): Promise<b.Habits>;
  saveHabits(habits: b.Habits): Promise<void>;
  openInWindow(caseId: string): Promise<void>;
  closeWindow(): Promise<void>;
  caseLink(caseId: string): Promise<b.Copied | null>;
  diary(): Promise<b.Diary>;
  diagnostics(): Promise<string>;
  saveDiagnostics(): Promise<string | null>;
  saveLook(look: b.Look): Promise<void>;
  speak(language: b.Language): Promise<void>;
  connection(): Promise<b.Connection>;
  /** Of a server that is typed at the door; null: the account's. */
  testConnection(server: string | null): Promise<b.HopReport[]>;
  setProxy(wish: b.ProxyWish): Promise<b.Connection>;
  chooseAuthority(): Promise<b.Connection>;
  removeAuthority(): Promise<b.Connection>;
  setNetwork(plugged: boolean): Promise<void>;
  faultLab(): Promise<b.FaultLab>;
  changeFaultLab(wish: b.LabWish): Promise<b.FaultLab>;
  painted(report: b.Painted): Promise<void>;
  takeAsked(): Promise<b.Asked | null>;
}

/** A failure nobody gave a code: shown as what it is, never swallowed. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError({ code: 'bug', message: words, next: '' });
}

type Result<T> = { status: 'ok'; data: T } | { status: 'error'; error: b.AppError };

async function data<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (result.status === 'error') throw new ApiError(result.error);
  return result.data;
}

async function done(answer: Promise<Result<null>>): Promise<void> {
  await data(answer);
}

export const engine: Api = {
  appState: () => commands.appState(),
  signIn: (request) => done(commands.signIn(request)),
  signInOffers: (server) => data(commands.signInOffers(server)),
  requestCode: (server, email) => done(commands.requestCode(server, email)),
  signInWithCode: (server, email, code) => data(commands.signInWithCode(server, email, code)),
  signInWithPassword: (server, email, password) => data(commands.signInWithPassword(server, email, password)),
  chooseOrganization: (id) => data(commands.chooseOrganization(id)),
  beforeSignOut: () => data(commands.beforeSignOut()),
  signOut: (remove) => done(commands.signOut(remove)),
  endSignIn: (code) => done(commands.endSignIn(code)),
  mirrors: () => commands.mirrors(),
  openMirror: (id) => done(commands.openMirror(id)),
  unlock: (typed) => done(commands.unlock(typed)),
  lockNow: () => done(commands.lockNow()),
  typingSaved: async () => {
    await commands.typingSaved();
  },
  keepBegun: (words, count) => done(commands.keepBegun(words, count)),
  takeUpBegun: (withOwn) => data(commands.takeUpBegun(withOwn)),
  touched: async () => {
    await commands.touched();
  },
  beginAnew: () => done(commands.beginAnew()),
  leaveLock: async () => {
    await commands.leaveLock();
  },
  safety: () => data(commands.safety()),
  setLockSettings: (settings) => data(commands.setLockSettings(settings)),
  setLeaseDays: (days) => data(commands.setLeaseDays(days)),
  putOffKey: () => data(commands.putOffKey()),
  changePassphrase: (passphrase, typed) => data(commands.changePassphrase(passphrase, typed)),
  makeRecoveryCode: (typed) => data(commands.makeRecoveryCode(typed)),
  addKeyringSlot: (typed) => data(commands.addKeyringSlot(typed)),
  removeSlot: (slot, typed) => data(commands.removeSlot(slot, typed)),
  openHeld: (name, typed) => data(commands.openHeld(name, typed)),
  setPassphrase: (passphrase) => done(commands.setPassphrase(passphrase)),
  listCases: (query) => data(commands.listCases(query)),
  listAccounts: (query) => data(commands.listAccounts(query)),
  viewCounts: () => data(commands.viewCounts()),
  savedViews: () => data(commands.savedViews()),
  saveView: (id, name, question) => data(commands.saveView(id, name, question)),
  arrangeSavedViews: (ids) => done(commands.arrangeSavedViews(ids)),
  deleteSavedView: (id) => done(commands.deleteSavedView(id)),
  findCases: (typed, limit) => data(commands.findCases(typed, limit)),
  matchingCases: (query) => data(commands.matchingCases(query)),
  planBulk: (cases, change) => data(commands.planBulk(cases, change)),
  performBulk: (cases, change) => data(commands.performBulk(cases, change)),
  undo: () => data(commands.undo()),
  redo: () => data(commands.redo()),
  shortcuts: () => commands.shortcuts(),
  saveShortcuts: (shortcuts) => done(commands.saveShortcuts(shortcuts)),
  openCase: (id) => data(commands.openCase(id)),
  readCase: (id) => data(commands.readCase(id)),
  markUnread: (caseIds) => done(commands.markUnread(caseIds)),
  markRead: (caseIds) => done(commands.markRead(caseIds)),
  present: () => data(commands.present()),
  digest: () => data(commands.digest()),
  reference: () => data(commands.reference()),
  findNamed: (kind, typed, limit) => data(commands.findNamed(kind, typed, limit)),
  caseNamed: (name, except) => data(commands.caseNamed(name, except)),
  answers: (caseId, typed) => data(commands.answers(caseId, typed)),
  createCase: (newCase) => data(commands.createCase(newCase)),
  editCase: (caseId, edits) => done(commands.editCase(caseId, edits)),
  addComment: (caseId, audience, text) => data(commands.addComment(caseId, audience, text)),
  commentParts: (text) => data(commands.commentParts(text)),
  addComments: (caseId, audience, parts) => data(commands.addComments(caseId, audience, parts)),
  addCommentWithFile: (caseId, audience, text, fileName, content) =>
    data(commands.addCommentWithFile(caseId, audience, text, fileName, content)),
  moveUnsent: (from, to) => data(commands.moveUnsent(from, to)),
  intoNewCase: (from, name) => data(commands.intoNewCase(from, name)),
  changeSet: (caseId, change) => done(commands.changeSet(caseId, change)),
  watchCase: (caseId, watched) => done(commands.watchCase(caseId, watched)),
  deleteCase: (caseId) => done(commands.deleteCase(caseId)),
  editComment: (caseId, commentId, text) => done(commands.editComment(caseId, commentId, text)),
  deleteComment: (caseId, commentId) => done(commands.deleteComment(caseId, commentId)),
  attachFiles: (caseId) => data(commands.attachFiles(caseId)),
  attachPasted: (caseId, name, bytes, waits) => data(commands.attachPasted(caseId, name, bytes, waits)),
  attachDropped: (caseId) => data(commands.attachDropped(caseId)),
  attachClipboard: (caseId, name) => data(commands.attachClipboard(caseId, name)),
  deleteAttachment: (caseId, attachmentId) => done(commands.deleteAttachment(caseId, attachmentId)),
  saveDraft: (caseId, audience, text) => done(commands.saveDraft(caseId, audience, text)),
  outbox: () => data(commands.outbox()),
  discardIntent: (intentId) => done(commands.discardIntent(intentId)),
  sendIntent: (intentId) => done(commands.sendIntent(intentId)),
  holdIntent: (intentId) => done(commands.holdIntent(intentId)),
  coverPicture: (intentId, attachmentId, strokes) =>
    data(commands.coverPicture(intentId, attachmentId, strokes)),
  rewriteIntent: (intentId, text) => done(commands.rewriteIntent(intentId, text)),
  placeIntent: (intentId, before) => done(commands.placeIntent(intentId, before)),
  alerts: () => data(commands.alerts()),
  markAlertsSeen: () => done(commands.markAlertsSeen()),
  snoozeAlert: (id, minutes) => done(commands.snoozeAlert(id, minutes)),
  takeCase: (caseId) => done(commands.takeCase(caseId)),
  alertChoices: () => data(commands.alertChoices()),
  setAlertChoices: (choices) => done(commands.setAlertChoices(choices)),
  usualAlertRules: () => commands.usualAlertRules(),
  tryAlertRule: (rule) => data(commands.tryAlertRule(rule)),
  whyTold: (caseId) => data(commands.whyTold(caseId)),
  status: () => data(commands.status()),
  syncNow: () => done(commands.syncNow()),
  pauseSync: (paused) => done(commands.pauseSync(paused)),
  syncCase: (caseId) => done(commands.syncCase(caseId)),
  networkChanged: async () => {
    await commands.networkChanged();
  },
  caseHistory: (caseId) => data(commands.caseHistory(caseId)),
  restoreEntry: (entry) => done(commands.restoreEntry(entry)),
  scopeChoice: () => data(commands.scopeChoice()),
  setScope: (scope) => done(commands.setScope(scope)),
  keptFiles: () => data(commands.keptFiles()),
  setFilePolicy: (policy) => done(commands.setFilePolicy(policy)),
  freeUpSpace: () => data(commands.freeUpSpace()),
  pinCase: (caseId, pinned) => done(commands.pinCase(caseId, pinned)),
  preview: (attachmentId) => data(commands.preview(attachmentId)),
  drawPage: (attachmentId, page) => data(commands.drawPage(attachmentId, page)),
  pictureAddress: (attachmentId) => convertFileSrc(attachmentId, 'attachment'),
  pageAddress: (attachmentId, page) => convertFileSrc(`${attachmentId}.${page}`, 'attachment'),
  saveAttachment: (attachmentId) => data(commands.saveAttachment(attachmentId)),
  openAttachment: (attachmentId) => done(commands.openAttachment(attachmentId)),
  dragAttachment: (attachmentId) => done(commands.dragAttachment(attachmentId)),
  exportCases: (what, format, options) => data(commands.exportCases(what, format, options)),
  printPage: () => done(commands.printPage()),
  chooseImport: () => data(commands.chooseImport()),
  performImport: (creates) => data(commands.performImport(creates)),
  habits: () => commands.habits(),
  saveHabits: (habits) => done(commands.saveHabits(habits)),
  openInWindow: (caseId) => done(commands.openInWindow(caseId)),
  closeWindow: async () => {
    await commands.closeWindow();
  },
  caseLink: (caseId) => data(commands.caseLink(caseId)),
  diary: () => data(commands.diary()),
  diagnostics: () => data(commands.diagnostics()),
  saveDiagnostics: () => data(commands.saveDiagnostics()),
  saveLook: (look) => done(commands.saveLook(look)),
  speak: async (language) => {
    await commands.speak(language);
  },
  connection: () => commands.connection(),
  testConnection: (server) => data(commands.testConnection(server)),
  setProxy: (wish) => data(commands.setProxy(wish)),
  chooseAuthority: () => data(commands.chooseAuthority()),
  removeAuthority: () => data(commands.removeAuthority()),
  setNetwork: (plugged) => done(commands.setNetwork(plugged)),
  faultLab: () => data(commands.faultLab()),
  changeFaultLab: (wish) => data(commands.changeFaultLab(wish)),
  painted: async (report) => {
    await commands.painted(report);
  },
  takeAsked: () => commands.takeAsked(),
  ...listenToEngine,
};

/** Components take the api from here; App provides it. */
export const [useApi, provideApi] = createContext<Api>();
