// Files as a person sends them in a chat: the channel keeps them, and the activity says where.
import type { Activity } from 'botbuilder';
import { elementsOf } from './card';
import type { Said } from './connector';
import type { Person } from './person';
import type { World } from './world';

export interface SentFile {
  name?: string;
  type: string;
  bytes: Buffer;
}

export const picture: SentFile = {
  name: 'photo.png',
  type: 'image/png',
  bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
};
export const plan: SentFile = {
  name: 'plan.pdf',
  type: 'application/pdf',
  bytes: Buffer.from('%PDF-1.7 \xff\0 plan', 'latin1'),
};

/** A file of so many bytes. */
export const fileOf = (size: number, name = 'data.csv'): SentFile => {
  return { name, type: 'text/csv', bytes: Buffer.alloc(size, 'x') };
};

/** As a client may name a small file itself. */
const dataAttachment = ({ name, type, bytes }: SentFile) => ({
  contentType: type,
  contentUrl: `data:${type};base64,${bytes.toString('base64')}`,
  ...(name ? { name } : {}),
});

/** Has the channel keep a file. @returns the attachment by which the channel brings it along */
export function attachmentOf(world: World, channel: string, file: SentFile): object {
  const { name, type, bytes } = file;
  if (channel === 'webchat') return dataAttachment(file);
  const id = `${world.connector.files.size}`;
  world.connector.files.set(id, bytes);
  const address = `${world.connectorUrl}/v3/attachments/${id}/views/original`;
  const named = name ? { name } : {};
  if (channel !== 'msteams') return { contentType: type, contentUrl: address, ...named };
  // A picture that was pasted has no name, and Teams' own HTML twin beside it.
  if (!name) return { contentType: 'image/*', contentUrl: address };
  return {
    ...{ contentType: 'application/vnd.microsoft.teams.file.download.info', ...named },
    contentUrl: `https://contoso-my.sharepoint.com/personal/ana/Documents/${name}`,
    content: { downloadUrl: address, uniqueId: id, fileType: 'pdf' },
  };
}

/** The names of the files that the form shows. */
export const filesOn = (person: Person): string[] =>
  elementsOf(person.card(), 'Container')
    .filter(({ id }) => id === 'files')
    .flatMap(({ items }) => items as { columns?: { items: { inlines?: { text: string }[] }[] }[] }[])
    .flatMap(({ columns = [] }) => columns[0]?.items[0]?.inlines?.[0]?.text ?? []);

/** Sends a message with files. */
export async function drops(
  world: World,
  person: Person,
  files: SentFile[],
  text = '',
  more: Partial<Activity> = {},
): Promise<Said[]> {
  const attachments = files.map((file) => attachmentOf(world, person.options.channel, file));
  const { said } = await person.does({ type: 'message', text, attachments, ...more } as Partial<Activity>);
  return said;
}
