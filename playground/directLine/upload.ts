// Uploads: one file as the request's body, or several in a multipart form, with an activity to attach them to.
import type { Request } from 'restify';
import { type FormData, Response } from 'undici';
import { parseJson, queryOf, readBody } from '../http';
import { header, isRecord, Refusal, type Reply, text } from './answers';
import type { Attachment, Attachments } from './attachments';
import type { Joined } from './caller';
import { activityOf, type Speaking, say } from './speaking';

export interface Uploading extends Speaking {
  attachments: Attachments;
}

interface Upload {
  activity: Record<string, unknown>;
  files: File[];
}

/** The real service's limit for a whole request, of which its description is silent (BotFramework-WebChat issue 789). */
const largestUpload = 4 * 1024 * 1024;
const activityType = 'application/vnd.microsoft.activity';
/** What the real service calls a file without a name. */
const unnamed = 'content.bin';

/** Takes an upload and says it as one message, its files attached. */
export async function takeUpload(
  face: Uploading,
  { conversation, pass }: Joined,
  req: Request,
): Promise<Reply> {
  const { activity, files } = await readUpload(req);
  if (!files.length) throw new Refusal(400, 'MissingProperty', 'Missing file');
  const userId = queryOf(req).get('userId');
  const from = { ...(isRecord(activity.from) ? activity.from : {}), ...(userId ? { id: userId } : {}) };
  const message = activityOf({ type: 'message', ...activity, from }, pass.user);
  const uploaded = await face.attachments.keep(files);
  return say(face, conversation, { ...message, attachments: attached(activity.attachments, uploaded) });
}

/**
 * Puts uploaded files among the attachments an activity has already. The Direct Line client announces each file there
 * by its name, with a thumbnail for one, and without an address.
 */
function attached(announced: unknown, uploaded: Attachment[]): unknown[] {
  const rest = [...uploaded];
  const filled = (Array.isArray(announced) ? announced : []).map((attachment: unknown) => {
    if (!isRecord(attachment) || attachment.contentUrl || attachment.content) return attachment;
    const place = rest.findIndex(({ name }) => name === baseName(text(attachment.name) ?? ''));
    return place < 0 ? attachment : { ...attachment, ...rest.splice(place, 1)[0] };
  });
  return [...filled, ...rest];
}

async function readUpload(req: Request): Promise<Upload> {
  const body = await readBody(req, largestUpload);
  // 400, because the description lists no 413, and because a client repeats what fails with 5xx.
  if (body === 'too large') throw new Refusal(400, 'BadArgument', 'The upload is larger than 4 MB');
  const type = header(req, 'content-type') ?? '';
  if (/^multipart\/form-data\b/i.test(type)) return readForm(body, type);
  if (!body.length) return { activity: {}, files: [] };
  const name = fileName(header(req, 'content-disposition') ?? '');
  return { activity: {}, files: [new File([body], name, { type })] };
}

async function readForm(body: Buffer, type: string): Promise<Upload> {
  const activities: string[] = [];
  const files: File[] = [];
  for (const [field, part] of await parts(body, type)) {
    if (typeof part === 'string') files.push(new File([part], baseName(field), { type: 'text/plain' }));
    else if (part.type === activityType) activities.push(await part.text());
    // A browser sends a file field that was left empty as a file with neither a name nor bytes.
    else if (part.name || part.size) files.push(new File([part], baseName(part.name), { type: part.type }));
  }
  const activity = activities.length ? parseJson(Buffer.from(activities[0] ?? '')) : {};
  if (activities.length > 1 || !isRecord(activity)) {
    throw new Refusal(400, 'BadArgument', 'The activity part must be one JSON object');
  }
  return { activity, files };
}

async function parts(body: Buffer, type: string): Promise<FormData> {
  try {
    // Node's own of version 20 refuses a part with `filename*`.
    return await new Response(withNamedActivity(body, type), {
      headers: { 'content-type': type },
    }).formData();
  } catch {
    throw new Refusal(400, 'BadArgument', 'The body is no multipart/form-data');
  }
}

/**
 * Names an activity's part. It is known by its content type and need not have a name, as in the description's example;
 * `formData()` refuses a part without one, and drops the type of one without a file name.
 */
function withNamedActivity(body: Buffer, type: string): Buffer {
  const [, quoted, plain] = /\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = `--${quoted ?? plain}\r\n`;
  const named = body
    .toString('latin1')
    .split(boundary)
    .map((part) => {
      const end = part.indexOf('\r\n\r\n');
      if (!/^content-type:\s*application\/vnd\.microsoft\.activity\s*(;|$)/im.test(part.slice(0, end))) {
        return part;
      }
      const disposition = 'Content-Disposition: form-data; name="activity"; filename="activity"';
      return `${disposition}\r\nContent-Type: ${activityType}${part.slice(end)}`;
    });
  return Buffer.from(named.join(boundary), 'latin1');
}

/** The file name in a Content-Disposition header, of which the description's example is `name="file"; filename="…"`. */
function fileName(disposition: string): string {
  const encoded = /\bfilename\*=utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  const [, quoted, plain] = /\bfilename=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  try {
    if (encoded) return baseName(decodeURIComponent(encoded));
  } catch {
    // Wrongly encoded: the plain one will do.
  }
  // Node reads headers as Latin-1; whoever writes a name there means UTF-8.
  return baseName(Buffer.from(quoted ?? plain ?? '', 'latin1').toString('utf8'));
}

/** A name without folders and control characters, short enough for an address. */
function baseName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = [...last].filter((sign) => sign >= ' ' && sign !== '\u007f').slice(0, 255);
  const whole = clean.join('').trim();
  return /^\.*$/.test(whole) ? unnamed : whole;
}
