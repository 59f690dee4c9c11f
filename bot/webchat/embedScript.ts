// The embed script as a browser gets it: words and style put in front of the program, comments left out.
import { type BotWords, languages, words } from '../locales';

/** People write this address into their pages: it stays as it is. */
export const embedAddress = '/embed.js';

/**
 * @param program embed.js
 * @param css embed.css
 * @returns one script that leaves no name behind on the page it runs on
 */
export function embedScript(program: string, css: string): string {
  const spoken = Object.fromEntries(languages.map((language) => [language, embedWords(words(language))]));
  return [
    "(() => {'use strict';",
    `const embedWords = ${JSON.stringify(spoken)};`,
    `const embedCss = ${JSON.stringify(tight(css))};`,
    ...program
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line && !isComment(line)),
    '})();',
  ].join('\n');
}

const embedWords = (spoken: BotWords) => ({ title: spoken.t('page.name'), ...spoken.group('page.embed') });

/** In our files a comment has its lines to itself. */
const isComment = (line: string) => /^(\/\/|\/\*|\*)/.test(line);

const tight = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim();
