// Replies at length, files on their way out, and what only the shell takes note of, for fake.ts: what screens see of them. Where the real cuts are is the engine's business.
import type { Api, OutboxItem } from './index';

type Acts = Pick<
  Api,
  | 'commentParts'
  | 'addComments'
  | 'addCommentWithFile'
  | 'saveAttachment'
  | 'openAttachment'
  | 'dragAttachment'
  | 'preview'
  | 'pictureAddress'
  | 'drawPage'
  | 'pageAddress'
  | 'painted'
  | 'networkChanged'
  | 'moveUnsent'
  | 'intoNewCase'
>;

/** `api`: the whole, for what these are made of. */
export function fakeCasework(api: () => Api, outbox: OutboxItem[]): Acts {
  return {
    commentParts: async (text) => {
      const characters = [...text.trim()];
      const n = Math.ceil(characters.length / 240);
      if (n > 99) return null;
      if (n <= 1) return [characters.join('')];
      return Array.from(
        { length: n },
        (_, i) => `${characters.slice(i * 240, (i + 1) * 240).join('')} (${i + 1}/${n})`,
      );
    },
    addComments: async (caseId, audience, parts) => {
      const ids: string[] = [];
      for (const part of parts) ids.push(await api().addComment(caseId, audience, part));
      return ids;
    },
    addCommentWithFile: async (caseId, audience, text, fileName, content) => {
      const id = await api().addComment(caseId, audience, text);
      await api().attachPasted(
        caseId,
        fileName,
        btoa('-'.repeat(new TextEncoder().encode(content).length)),
        false,
      );
      return id;
    },
    moveUnsent: async (from, to) => {
      const moved = outbox.filter((item) => item.caseId === from && item.gone !== null);
      const name = (await api().openCase(to)).row.name;
      for (const item of moved) {
        Object.assign(item, { caseId: to, caseName: name, state: 'pending', reason: null, gone: null });
      }
      return moved.length;
    },
    intoNewCase: async (from, name) => {
      const { row, description } = await api().openCase(from);
      const { status, priority, caseType } = row;
      const made = { name, status, priority, caseType, description, accountId: null, assigneeIds: [] };
      const id = await api().createCase(made);
      await api().moveUnsent(from, id);
      return id;
    },
    painted: async () => undefined,
    networkChanged: async () => undefined,
    preview: async (id) => ({
      fileName: 'notes.txt',
      size: 12,
      kind: 'text',
      content: '',
      suffix: null,
      text: `Text of ${id}`,
      isCut: false,
      mayOpen: true,
    }),
    pictureAddress: (id) => `attachment://localhost/${id}`,
    drawPage: async (_, page) => ({
      kind: 'drawn',
      pages: 3,
      words: {
        width: 595,
        height: 842,
        lines: [
          { text: `Delivery note ${page}`, left: 72, base: 102, length: 150, size: 20, turn: 0 },
          { text: 'Two pallets, gate 4', left: 72, base: 124, length: 98, size: 12, turn: 0 },
        ],
      },
    }),
    pageAddress: (id, page) => `attachment://localhost/${id}.${page}`,
    saveAttachment: async () => 'gate-4-screenshot.png',
    openAttachment: async () => undefined,
    dragAttachment: async () => undefined,
  };
}
