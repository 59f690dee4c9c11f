// The languages in which a whole mail can be said in one line. Their words are read within a sentence, so each needs rules of its own.
import type { Language } from '../../locales';

export const grammarLanguages = ['en', 'vi'] as const satisfies Language[];
