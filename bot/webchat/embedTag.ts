// The embed's tag as somebody copies it, and what can be chosen for it.
import { type Language, languages } from '../locales';
import { type PageQuery, positions, themes } from './pageQuery';

/** The choices that the form on the sample page offers. */
export const choices = { position: positions, language: languages, theme: themes };

/** The language in its own words: "Deutsch", "português". */
export function nameOf(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.replace(/^./u, (first) => first.toLocaleUpperCase(language));
}

/**
 * The embed's tag with what was chosen; what is usual anyway is left out.
 * @param address of the embed script
 */
export function embedTag(address: string, { title, position, language, theme }: PageQuery): string {
  const chosen = { title, position, language, theme: theme === 'system' ? undefined : theme };
  const attributes = Object.entries(chosen).flatMap(([name, value]) =>
    value ? [` data-${name}="${escaped(value)}"`] : [],
  );
  return `<script src="${escaped(address)}"${attributes.join('')} defer></script>`;
}

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
