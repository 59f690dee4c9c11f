// A card as Adaptive Cards' official renderer shows it, with Markdown in its text blocks, as Teams and Web Chat have it.
import { parseHTML } from 'linkedom';
import MarkdownIt from 'markdown-it';

const { window, document, HTMLElement, HTMLInputElement, HTMLSelectElement, HTMLButtonElement } = parseHTML(
  '<!doctype html><body></body>',
);
Object.assign(globalThis, { window, document });
Object.assign(globalThis, { HTMLElement, HTMLInputElement, HTMLSelectElement, HTMLButtonElement });

// linkedom's elements lack this setter. As in a browser it makes an element of each line break.
Object.defineProperty(HTMLElement.prototype, 'innerText', {
  configurable: true,
  set(text: string) {
    this.replaceChildren();
    text.split(/\r\n?|\n/).forEach((line, at) => {
      if (at > 0) this.append(document.createElement('br'));
      this.append(line);
    });
  },
});

// The package's main file is for bundlers; Node reads this one.
const official = jest.requireActual<typeof import('adaptivecards')>('adaptivecards/dist/adaptivecards.js');
const markdown = MarkdownIt({ html: false, linkify: true });
official.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/** The part of a DOM's node that is read here. */
export interface Shown {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<Shown>;
}

/** Renders a card or a part of one, such as `{ type: 'RichTextBlock', … }`. */
export function showCard(card: object): Shown {
  const parsed = new official.AdaptiveCard();
  parsed.parse(card);
  const shown = parsed.render();
  if (!shown) throw new Error('The renderer shows nothing of this card');
  return shown;
}

/** The texts of a card's blocks, one for each, from top to bottom. */
export function blocksOf(card: object): string[] {
  const blocks: string[] = [];
  const visit = (node: Shown) => {
    const [first] = node.childNodes;
    if (!first) return;
    if (first.nodeName === 'SPAN' || first.nodeName === '#text') blocks.push(node.textContent ?? '');
    else for (const child of node.childNodes) visit(child);
  };
  visit(showCard(card));
  return blocks;
}
