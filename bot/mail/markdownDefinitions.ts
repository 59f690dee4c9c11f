// Definitions in Markdown, "[Agenda]: https://…": shown unless a link came of them, so that no line of the writer's vanishes.
import type MarkdownIt from 'markdown-it';

type Token = MarkdownIt.Token;
type CoreRule = Parameters<MarkdownIt.MarkdownIt['core']['ruler']['push']>[1];

/** What the rules below share while one source is read. */
export type Definitions = {
  /** By label. */
  references?: Record<string, { href: string; title: string }>;
  /** Labels of the definitions that a link came of. */
  used: Set<string>;
};

/** Notes which definitions a link comes of: the parser asks for their address then. */
export const watchDefinitions: CoreRule = (state) => {
  const { references = {}, used } = state.env as Definitions;
  for (const [label, { href, title }] of Object.entries(references)) {
    references[label] = {
      title,
      get href() {
        used.add(label);
        return href;
      },
    };
  }
};

/** Makes a paragraph of a definition that no link came of. Of several with one label the first counts. */
export const showUnusedDefinitions: CoreRule = (state) => {
  const env = state.env as Definitions;
  const { references: _references, ...withoutReferences } = env;
  const lines = state.src.split('\n');
  const seen = new Set<string>();
  state.tokens = state.tokens.flatMap((token) => {
    if (token.type !== 'reference_definition') return [token];
    const label = String(token.meta?.label);
    const isUsed = env.used.has(label) && !seen.has(label);
    seen.add(label);
    return isUsed ? [] : paragraphOf(token);
  });

  function paragraphOf({ map, level }: Token): Token[] {
    const [first = '', ...more] = lines.slice(...(map ?? []));
    const inline = new state.Token('inline', '', 0);
    inline.content = [
      first.slice(first.indexOf('[')),
      ...more.map((line) => line.replace(/^[\s>]+/, '')),
    ].join('\n');
    inline.children = [];
    state.md.inline.parse(inline.content, state.md, withoutReferences, inline.children);
    const [open, close] = [
      new state.Token('paragraph_open', 'p', 1),
      new state.Token('paragraph_close', 'p', -1),
    ];
    return [open, inline, close].map((token, at) =>
      Object.assign(token, { map, block: true, level: at === 1 ? level + 1 : level }),
    );
  }
};
