// The mark of texts: a question about them holds it, and is answered only while they are still the same.
import { createHash } from 'node:crypto';
import type { Form } from './mailRecord';

export function textMark(forms: Pick<Form, 'id' | 'draft' | 'files'>[]): string {
  const texts = forms
    .map(({ id, draft, files }) => [id, draft, ...(files ? [files] : [])])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, 12);
}
