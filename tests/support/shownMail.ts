// A mail's HTML as a mail program shows it, line by line.
import { parseHTML } from 'linkedom';
import { whereTo } from '../../bot/mail/markdownParser';

/** The part of a DOM's node that is read here. */
interface Node {
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<Node>;
  getAttribute?(name: string): string | null;
}

export const collapsible = /[ \t\n\f\r]+/g;
const attribute = (node: Node, name: string) => node.getAttribute?.(name) ?? '';

const isCell = ({ nodeName }: Node) => /^T[DH]$/.test(nodeName);

/** The lines that a mail program shows of HTML: with bullets, numbers and rules, and here with where each link leads. */
export function linesOf(html: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const lines: string[] = [];
  let [line, prefix, quotes] = ['', '', 0];
  let link: string | undefined;

  const isWritten = () => line.replace(collapsible, '') !== '';
  const endLine = (isKept = isWritten(), lead = quotes > 0 ? '│ ' : '') => {
    if (isKept) {
      lines.push(lead + prefix + line);
      prefix = '';
    }
    line = '';
  };
  const say = (text: string) => {
    line += text.replace(collapsible, ' ');
    if (link !== undefined) link += text.replace(collapsible, ' ');
  };
  const visitAll = (node: Node) => {
    for (const child of node.childNodes) visit(child);
  };
  const visitLink = (node: Node) => {
    link = '';
    visitAll(node);
    const where = whereTo({ text: link, href: attribute(node, 'href'), title: attribute(node, 'title') });
    link = undefined;
    if (where) say(` (${where})`);
  };
  const visitCode = (node: Node) => {
    endLine();
    for (const code of (node.textContent ?? '').replace(/\n$/, '').split('\n')) {
      line = code;
      endLine(true, '');
    }
  };
  const visitRow = (node: Node) => {
    [...node.childNodes].filter(isCell).forEach((cell, at) => {
      if (at > 0) line += ' | ';
      visitAll(cell);
    });
    endLine();
  };
  const visitRule = () => {
    endLine();
    line = '──────────';
    endLine(true, '');
  };
  const visitBlock = (node: Node) => {
    endLine();
    if (node.nodeName === 'BLOCKQUOTE') quotes += 1;
    let number = Number(attribute(node, 'start') || 1);
    for (const child of node.childNodes) {
      if (child.nodeName === 'LI') prefix += node.nodeName === 'OL' ? `${number++}. ` : '• ';
      visit(child);
      if (child.nodeName === 'LI' && prefix) endLine(true);
    }
    endLine();
    if (node.nodeName === 'BLOCKQUOTE') quotes -= 1;
  };
  const visit = (node: Node) => {
    const { nodeName } = node;
    if (nodeName === '#text') say(node.textContent ?? '');
    else if (nodeName === 'BR') endLine(isWritten() || prefix !== '');
    else if (/^(STRONG|EM|S|CODE)$/.test(nodeName)) visitAll(node);
    else if (nodeName === 'A') visitLink(node);
    else if (nodeName === 'HR') visitRule();
    else if (nodeName === 'PRE') visitCode(node);
    else if (nodeName === 'TR') visitRow(node);
    else visitBlock(node);
  };
  visit(document.body);
  return lines;
}
