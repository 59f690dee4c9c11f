// The query of a page's address: language, theme and the like. Anything unknown is ignored.
import type { Request } from 'restify';
import { type BotWords, type Language, languageOf, languages, localeOf, words } from '../locales';
import { cleanLine } from '../runtime/cleanText';

export const themes = ['system', 'light', 'dark'] as const;
export const positions = ['right', 'left'] as const;

export interface PageQuery {
  language?: Language;
  theme?: (typeof themes)[number];
  /** Where the embed's button is on the sample page. */
  position?: (typeof positions)[number];
  /** The title of the embed on the sample page. */
  title?: string;
  /** The chat stands in a frame of another page, which has its own header. */
  framed: boolean;
}

/** Longer titles fit on no button. */
const longestTitle = 60;

/** Reads the query of a page's address. */
export function queryOf(req: Request): PageQuery {
  const query = new URLSearchParams(req.getQuery());
  const language = oneOf(languages, query.get('language'));
  const theme = oneOf(themes, query.get('theme'));
  const position = oneOf(positions, query.get('position'));
  const title = [...cleanLine(query.get('title') ?? '')].slice(0, longestTitle).join('');
  return {
    ...(language ? { language } : {}),
    ...(theme ? { theme } : {}),
    ...(position ? { position } : {}),
    ...(title ? { title } : {}),
    framed: query.has('frame'),
  };
}

/** The bot's words in the language the address asks for, else in the browser's. */
export function wordsFor(req: Request): BotWords {
  const asked = req.headers['accept-language'];
  const language = queryOf(req).language ?? languageOf(asked);
  return words(language, localeOf(asked, language));
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((item) => item === value);
}
