// The news the engine pushes, without Tauri's envelope. News carries ids and states, not data: screens ask again. Only what is
// typed in another window comes whole: an answer could be older than the letters here.
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { events } from './bindings';
import type { AppState, Asked, Changed, DraftKept, FilesDragged, SyncStatus } from './bindings';

export type Stop = () => void;

export interface Listeners {
  onChanged(tell: (changed: Changed) => void): Promise<Stop>;
  onStatus(tell: (status: SyncStatus) => void): Promise<Stop>;
  onAsked(tell: (asked: Asked) => void): Promise<Stop>;
  onFilesDragged(tell: (drag: FilesDragged) => void): Promise<Stop>;
  /** Another window that shows the same case has kept what is typed there. */
  onDraftKept(tell: (draft: DraftKept) => void): Promise<Stop>;
  onPhase(tell: (state: AppState) => void): Promise<Stop>;
  /** It is about to lock, or this window to close: save what is being typed, then say `typingSaved`. */
  onSaveAsked(tell: () => void): Promise<Stop>;
  /** A case's own window was closed with something in it that was only begun. */
  onBegunLeft(tell: () => void): Promise<Stop>;
}

export const listenToEngine: Listeners = {
  onChanged: (tell) => events.changed.listen((event) => tell(event.payload)),
  onStatus: (tell) => events.statusChanged.listen((event) => tell(event.payload)),
  onAsked: (tell) => events.askedOutside.listen((event) => tell(event.payload)),
  // What is meant for one window alone: without naming it, a page hears what another one is told.
  onFilesDragged: (tell) => events.filesDragged(getCurrentWebview()).listen((event) => tell(event.payload)),
  onDraftKept: (tell) => events.draftKept(getCurrentWebview()).listen((event) => tell(event.payload)),
  onPhase: (tell) => events.phaseChanged.listen((event) => tell(event.payload)),
  onSaveAsked: (tell) => events.saveAsked(getCurrentWebview()).listen(() => tell()),
  onBegunLeft: (tell) => events.begunLeft(getCurrentWebview()).listen(() => tell()),
};

/** A listener that may be stopped before it was ready. */
export function listening(starting: Promise<Stop>): Stop {
  let stopped = false;
  let stop: Stop | undefined;
  void starting.then((ready) => {
    if (stopped) ready();
    else stop = ready;
  });
  return () => {
    stopped = true;
    stop?.();
  };
}
