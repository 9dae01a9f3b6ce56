// Files on their way into the mirror: chosen, pasted or dropped. One after the other, so that a heap of them does not fill
// the memory; what can't be attached stays in sight with its reason until the person has read it.
import { ApiError, asApiError } from '../api';
import { t } from '../text';
import { fileSize } from '../text/count';
import { dayAndTime } from '../text/when';
import type { Api, HandedOver } from '../api';

/** The server's limit in bytes. The engine checks again; here a film is not even read. */
export const sizeLimit = 25 * 1024 * 1024;
/** Shorter than this, nobody needs to see it. */
const slowMs = 1_000;

export type Attachment = {
  id: number;
  name: string;
  /** 0 to 1; null: it can't be told. */
  done: number | null;
  slow: boolean;
  error: { message: string; next: string } | null;
};

export class Attaching {
  list = $state<Attachment[]>([]);
  /** The intents of pictures that were pasted: they wait until the person has looked at them, the first first. */
  toLookAt = $state<string[]>([]);
  readonly #api: Api;
  readonly #caseId: string;
  readonly #taken: () => string[];
  #queue: Promise<void> = Promise.resolve();
  #nextId = 1;

  /** `taken`: the names of the files that the case has. */
  constructor(api: Api, caseId: string, taken: () => string[]) {
    this.#api = api;
    this.#caseId = caseId;
    this.#taken = taken;
  }

  /** Asks which files, with the system's own dialog. Answers their names. */
  async choose(): Promise<string[]> {
    return this.#handedOver(this.#api.attachFiles(this.#caseId));
  }

  /** Attaches what was dropped from the desktop, which the shell keeps. Answers the names. */
  async takeDropped(): Promise<string[]> {
    const shown = this.#begin(t.attach.files, null);
    const attached = await this.#handedOver(this.#api.attachDropped(this.#caseId));
    shown.end();
    return attached;
  }

  /** Attaches the clipboard's picture, where the page was not given it: it waits to be looked at. */
  async takeClipboard(): Promise<string[]> {
    const name = this.#screenshotName('png');
    try {
      const intentId = await this.#api.attachClipboard(this.#caseId, name);
      if (intentId !== null) this.toLookAt.push(intentId);
    } catch (thrown) {
      this.#fail(name, thrown);
    }
    return [];
  }

  /** The person has looked at it. */
  looked(intentId: string): void {
    this.toLookAt = this.toLookAt.filter((one) => one !== intentId);
  }

  /** Attaches what was pasted or dropped. Answers the names of what goes at once; pasted pictures wait to be looked at. */
  async take(files: File[]): Promise<string[]> {
    const attached: string[] = [];
    for (const file of files) {
      this.#queue = this.#queue.then(async () => {
        const name = await this.#attach(file);
        if (name !== null) attached.push(name);
      });
    }
    await this.#queue;
    return attached;
  }

  dismiss(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }

  async #attach(file: File): Promise<string | null> {
    const name = this.#nameOf(file);
    if (file.size > sizeLimit) {
      this.#fail(name, new Error(t.attach.tooLarge(name, fileSize(file.size))));
      return null;
    }
    const shown = this.#begin(name, 0);
    try {
      const data = await base64(file, (done) => this.#change(shown.id, { done }));
      const waits = isNameless(file) && file.type.startsWith('image/');
      const intentId = await this.#api.attachPasted(this.#caseId, name, data, waits);
      if (!waits) return name;
      this.toLookAt.push(intentId);
      return null;
    } catch (thrown) {
      this.#fail(name, thrown instanceof Unreadable ? new Error(t.attach.unreadable(name)) : thrown);
      return null;
    } finally {
      shown.end();
    }
  }

  /** Shows that something is on its way, if it takes long. */
  #begin(name: string, done: number | null): { id: number; end: () => void } {
    const id = this.#nextId++;
    this.list = [...this.list, { id, name, done, slow: false, error: null }];
    const timer = setTimeout(() => this.#change(id, { slow: true }), slowMs);
    const end = (): void => {
      clearTimeout(timer);
      this.dismiss(id);
    };
    return { id, end };
  }

  /** A picture from the clipboard has no name of its own; browsers call every one image.png. */
  #nameOf(file: File): string {
    if (!isNameless(file)) return file.name;
    return this.#screenshotName(file.type.split('/')[1]?.replace('jpeg', 'jpg').replace(/\+.*/, '') ?? '');
  }

  /** Named after the moment, and not like another one of the same minute. */
  #screenshotName(extension: string): string {
    const { day, time } = dayAndTime(Date.now());
    const stem = t.attach.screenshot(day, time);
    const end = extension === '' ? '' : `.${extension}`;
    const taken = [...this.#taken(), ...this.list.map((one) => one.name)];
    let name = stem + end;
    for (let n = 2; taken.includes(name); n += 1) name = `${stem} (${n})${end}`;
    return name;
  }

  #change(id: number, part: Partial<Attachment>): void {
    this.list = this.list.map((one) => (one.id === id ? { ...one, ...part } : one));
  }

  /** Of several files each says for itself why it is not attached. Answers the names of those that are. */
  async #handedOver(answer: Promise<HandedOver>): Promise<string[]> {
    try {
      const { attached, refused } = await answer;
      for (const { name, why } of refused) this.#fail(name, new ApiError(why));
      return attached;
    } catch (thrown) {
      this.#fail('', thrown);
      return [];
    }
  }

  #fail(name: string, thrown: unknown): void {
    const { message, next } = asApiError(thrown);
    // The same trouble twice is said once.
    this.list = this.list.filter((one) => one.error?.message !== message);
    this.list = [...this.list, { id: this.#nextId++, name, done: 0, slow: false, error: { message, next } }];
  }
}

/** From the clipboard, not from a disk. */
function isNameless(file: File): boolean {
  return file.name === '' || /^image\.\w+$/.test(file.name);
}

class Unreadable extends Error {}

function base64(file: File, progress: (done: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onprogress = (event) => event.total > 0 && progress(event.loaded / event.total);
    reader.onerror = () => reject(new Unreadable());
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.readAsDataURL(file);
  });
}

/** The files of a paste; none where there is text, too: a spreadsheet puts a picture of its cells beside them. */
export function pastedFiles(data: DataTransfer | null): File[] {
  if (!data || data.types.includes('text/plain')) return [];
  return [...data.files];
}

/** WebKitGTK tells of a pasted picture by telling nothing at all. */
export function isSilent(data: DataTransfer | null): boolean {
  return data !== null && data.types.length === 0;
}

/** Does this drag carry files (and not, say, a marked word)? */
export function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}
