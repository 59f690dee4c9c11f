// A Markdown paragraph's runs: its text by line and look, each link with where it leads.
import type MarkdownIt from 'markdown-it';
import { whereTo } from './markdownParser';
import type { Run } from './outlineBlock';

type Token = MarkdownIt.Token;

const looks: Record<string, 'bold' | 'italic' | 'strike'> = { strong: 'bold', em: 'italic', s: 'strike' };

/**
 * Reads the tokens within a paragraph, heading or cell.
 * @param bold whether all of it is
 * @returns the runs of each line
 */
export function runsOf(tokens: Token[], bold: boolean): Run[][] {
  const lines: Run[][] = [[]];
  const depth = { bold: bold ? 1 : 0, italic: 0, strike: 0 };
  let link: { href: string; title: string; text: string } | undefined;
  const say = (written: string, code: boolean) => {
    // An entity can stand for a line break. In the mail it is a space, as in any HTML.
    const text = written.replace(/[\t\n\f\r ]+/g, ' ');
    const look = { bold: depth.bold > 0, italic: depth.italic > 0, strike: depth.strike > 0 };
    lines.at(-1)?.push({ text, ...look, code, underline: link !== undefined });
    if (link) link.text += text;
  };

  for (const token of tokens) {
    const look = looks[token.tag];
    if (look) depth[look] += token.nesting;
    else if (token.type === 'link_open') {
      link = { href: attribute(token, 'href'), title: attribute(token, 'title'), text: '' };
    } else if (token.type === 'link_close' && link) {
      const where = whereTo(link);
      link = undefined;
      if (where) say(` (${where})`, false);
    } else if (token.type === 'softbreak' || token.type === 'hardbreak') lines.push([]);
    else say(token.content, token.type === 'code_inline');
  }
  return lines.map(mergeRuns);
}

const attribute = (token: Token, name: string) => String(token.attrGet(name) ?? '');

/** Joins neighbours of the same look, and drops those without text. */
export function mergeRuns(runs: Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && looksLike(last, run)) last.text += run.text;
    else if (run.text) merged.push({ ...run });
  }
  return merged;
}

const looksLike = (one: Run, other: Run) =>
  one.bold === other.bold &&
  one.italic === other.italic &&
  one.strike === other.strike &&
  one.code === other.code &&
  one.underline === other.underline;
