// Words by which a text says that a file comes along. A mail that has them and no file is asked about once.
import type { Draft } from './draft';

/** In the languages of the people who write: the mail's language need not be the chat's. */
const words = [
  'attached',
  'attachments?',
  'enclosed',
  'đính kèm',
  'gửi kèm',
  'dinh kem',
  'anbei',
  'im anhang',
  'angehängt',
  'beigefügt',
  'ci-joint(?:e|s|es)?',
  'en pièce jointe',
  'adjunt[oa]s?',
  'anexad[oa]s?',
  '(?:en|em) anexo',
  'segue anexo',
].join('|');
const spaced = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
/** Scripts that put no blanks between words. */
const unspaced = /添付|附件|随附/u;
/** A line of a quoted message, whose files are another mail's. It looks no further than its line, which keeps it linear. */
const quoted = /^[^\S\r\n]*[>│|].*$/gmu;

export function mentionsFile({ subject, body }: Pick<Draft, 'subject' | 'body'>): boolean {
  const own = `${subject}\n${body.replace(quoted, '')}`;
  return spaced.test(own) || unspaced.test(own);
}
