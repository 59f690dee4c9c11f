// Files in a test's browser: chosen, dragged in from a folder, or pasted; and what of them reached the bot.
import type { Page } from 'playwright-core';
import type { ChatPage } from './chatPage';

export interface SentFile {
  name: string;
  contentType: string;
  thumbnailUrl?: string;
  bytes: Buffer;
}

export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file of a type, filled with something that is not the same everywhere. */
export const fileOf = (name: string, mimeType: string, size: number): TestFile => ({
  name,
  mimeType,
  buffer: Buffer.from(Array.from({ length: size }, (_, at) => (at * 7) % 251)),
});

/** Chooses files with the chat's button. */
export async function chooseFiles({ page, room }: ChatPage, files: TestFile[]): Promise<void> {
  const opened = page.waitForEvent('filechooser');
  await room.getByRole('button', { name: 'Attach files' }).click();
  await (await opened).setFiles(files);
}

/** Drags files or folders of this machine over the page. @returns drops them there */
export async function dragOver(page: Page, paths: string[], at: { x: number; y: number }) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at, data });
  await drag('dragEnter');
  await drag('dragOver');
  return () => drag('drop');
}

/** Pastes where the keyboard is what a browser or Word would put on the clipboard. */
export async function paste(page: Page, types: Record<string, string>): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(${JSON.stringify(types)})) {
      if (type.startsWith('image/')) clipboardData.items.add(new File([text], 'image.png', { type }));
      else clipboardData.setData(type, text);
    }
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(paste);
  }`);
}

/**
 * Listens to what Direct Line tells a page, which says what came from there only when the bot has taken it.
 * @returns waits for the next message with files
 */
export function hearFiles(page: Page): () => Promise<SentFile[]> {
  type Attachment = Omit<SentFile, 'bytes'> & { contentUrl: string };
  const arrived: Attachment[][] = [];
  let wake = () => {};
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (!payload.length) return;
      const { activities } = JSON.parse(String(payload)) as {
        activities: { from: { role?: string }; attachments?: Attachment[] }[];
      };
      for (const { from, attachments } of activities) {
        if (from.role !== 'bot' && attachments?.length) arrived.push(attachments);
      }
      wake();
    }),
  );
  return async () => {
    while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const files = (arrived.shift() ?? []).map(async ({ contentUrl, ...file }) => {
      const answer = await fetch(contentUrl);
      return { ...file, bytes: Buffer.from(await answer.arrayBuffer()) };
    });
    return Promise.all(files);
  };
}
