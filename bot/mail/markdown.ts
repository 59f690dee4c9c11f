// A mail's body typed as Markdown: clean HTML for Graph, in a look that survives Outlook.
import sanitizeHtml from 'sanitize-html';
import { parseMarkdown, renderTokens } from './markdownParser';

// Outlook for Windows shows a mail as Word would, and not every mail program keeps <style> and classes; what a tag says
// of itself, simply, stays: http://msdn.microsoft.com/en-us/library/aa338201.aspx
const border = '1px solid #c8c6c4';
const code = "font-family:Consolas,'Courier New',monospace;font-size:10pt;background-color:#f3f2f1";
const looks: Record<string, string> = {
  div: "font-family:Aptos,Calibri,'Segoe UI',Helvetica,Arial,sans-serif;font-size:11pt",
  p: 'margin:0 0 10pt 0',
  h1: 'margin:16pt 0 8pt 0;font-size:20pt',
  h2: 'margin:14pt 0 6pt 0;font-size:16pt',
  h3: 'margin:12pt 0 6pt 0;font-size:14pt',
  h4: 'margin:10pt 0 4pt 0;font-size:12pt',
  h5: 'margin:10pt 0 4pt 0;font-size:11pt',
  h6: 'margin:10pt 0 4pt 0;font-size:11pt;color:#605e5c',
  ul: 'margin:0 0 10pt 0;padding-left:24pt',
  ol: 'margin:0 0 10pt 0;padding-left:24pt',
  li: 'margin:0 0 2pt 0',
  blockquote: 'margin:0 0 10pt 0;padding:0 0 0 10pt;border-left:3px solid #c8c6c4',
  pre: `margin:0 0 10pt 0;padding:6pt;white-space:pre-wrap;${code}`,
  code,
  table: 'margin:0 0 10pt 0;border-collapse:collapse',
  th: `padding:3pt 6pt;border:${border};text-align:left`,
  td: `padding:3pt 6pt;border:${border}`,
  hr: `margin:10pt 0;border:0;border-top:${border}`,
  a: 'color:#0563c1',
};
const plain = ['br', 'strong', 'em', 's', 'thead', 'tbody', 'tr'];

// The parser lets no HTML through. This is the second lock, in case the parser ever does.
const clean: sanitizeHtml.IOptions = {
  allowedTags: [...Object.keys(looks), ...plain],
  allowedAttributes: { '*': ['style'], a: ['href', 'title'], ol: ['start'], div: ['dir'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  // Every style is written by `dress`, so none is read.
  parseStyleAttributes: false,
  transformTags: { '*': dress },
};

/** Gives a tag its look. The only style it may bring along is a table cell's alignment, which the parser writes. */
function dress(tagName: string, { style, ...attribs }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const align = /^text-align:(left|center|right)$/.exec(style ?? '')?.[0];
  const look = [looks[tagName], align].filter(Boolean).join(';');
  return { tagName, attribs: look ? { ...attribs, style: look } : attribs };
}

/**
 * Turns Markdown into the HTML of a mail. What was typed as HTML arrives as visible text; an image arrives as a link, so
 * that reading the mail fetches nothing.
 * @param signature Markdown as well, of which nothing runs into the text: an open fence ends with its part
 */
export function markdownToHtml(body: string, signature = ''): string {
  return [body, signature]
    .filter(Boolean)
    .map((part) => sanitizeHtml(`<div dir="auto">${renderTokens(parseMarkdown(part))}</div>`, clean))
    .join('');
}
