// The attachments of a mail, as strictly as Graph and Exchange read them.
import * as v from 'valibot';
import type { GivenFile } from '../mailboxFiles';
import { type Refusal, refusal } from './answers';
import { anything, entity, flag, startArray, text } from './odata';

/** An attached item or link would be taken by Graph. The bot sends none, and here they are refused. */
const isFile = (type: string) => /^#?microsoft\.graph\.fileAttachment$/.test(type);

const Attachment = entity('microsoft.graph.fileAttachment', {
  '@odata.type': v.optional(v.pipe(v.string(typeProblem), v.check(isFile, typeProblem)), ''),
  ...{ name: text, contentType: text, isInline: flag, contentId: text, contentLocation: text },
  contentBytes: v.nullish(v.pipe(v.string(notBinary), v.check(isBase64, notBinary))),
  ...{ id: anything, lastModifiedDateTime: anything, size: anything },
});
export const Attachments = v.optional(v.array(Attachment, startArray), []);
type Attachment = v.InferOutput<typeof Attachment>;

/** The first is microsoftgraph/microsoft-graph-docs-contrib #310. */
function typeProblem({ input }: v.BaseIssue<unknown>): string {
  return input === ''
    ? "The property 'contentBytes' does not exist on type 'microsoft.graph.attachment'. Make sure to only use property names that are defined by the type or mark the type as open type."
    : `A type named '${String(input)}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`;
}

/** In groups of four, padded. */
function isBase64(value: string): boolean {
  return value.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(value.replace(/={1,2}$/, ''));
}

function notBinary({ input }: v.BaseIssue<unknown>): string {
  return `Cannot convert the literal '${String(input).slice(0, 40)}' to the expected type 'Edm.Binary'.`;
}

/** Exchange wants a name (O365/python-o365 #565, demisto/content #14915). */
export function attachmentProblem(attachments: Attachment[]): Refusal | undefined {
  if (attachments.every(({ name }) => name)) return undefined;
  return refusal(400, 'ErrorRequiredPropertyMissing', 'Required property is missing.');
}

export const toFile = ({ name, contentType, contentBytes }: Attachment): GivenFile => ({
  name: name ?? '',
  contentType: contentType || 'application/octet-stream',
  bytes: Buffer.from(contentBytes ?? '', 'base64'),
});
