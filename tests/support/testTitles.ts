// The titles of all tests, read from their sources: `describe › it`, with the placeholders of `each` as they are written.
import { parseSync } from '@swc/core';
import type { Source } from './sources';

export interface TestTitle {
  path: string;
  /** The titles from the outermost `describe` to the test, joined by ` › `. */
  title: string;
}

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const child = (node: unknown, name: string): Node | undefined => {
  const found = isNode(node) ? node[name] : undefined;
  return isNode(found) ? found : undefined;
};

export function testTitles({ path, text }: Pick<Source, 'path' | 'text'>): TestTitle[] {
  const found: TestTitle[] = [];
  const visit = (node: unknown, above: string[]): void => {
    if (Array.isArray(node)) {
      for (const part of node) visit(part, above);
      return;
    }
    if (!isNode(node)) return;
    const kind = node.type === 'CallExpression' ? kindOf(child(node, 'callee')) : undefined;
    const title = kind && textOf(child((node.arguments as unknown[])[0], 'expression'));
    if (title !== undefined && kind !== 'describe')
      found.push({ path, title: [...above, title].join(' › ') });
    const below = title !== undefined && kind === 'describe' ? [...above, title] : above;
    for (const part of Object.values(node)) visit(part, below);
  };
  visit(parseSync(text, { syntax: 'typescript', target: 'es2022' }), []);
  return found;
}

/** `describe`, `describeInBrowser`, `it.each(…)`: the kind of call it is, by its name. Nothing for one that is left out. */
function kindOf(callee: Node | undefined): string | undefined {
  if (callee?.type === 'Identifier') return /^(describe|it$|test$)/.exec(String(callee.value))?.[0];
  if (callee?.type === 'MemberExpression') {
    const isLeftOut = ['skip', 'todo'].includes(String(child(callee, 'property')?.value));
    return isLeftOut ? undefined : kindOf(child(callee, 'object'));
  }
  // `it.each(rows)`: the call that takes the title is around it, and its callee is a call itself.
  return callee?.type === 'CallExpression' ? kindOf(child(callee, 'callee')) : undefined;
}

/** A title that is written out; a computed one cannot be named in a document. */
function textOf(expression: Node | undefined): string | undefined {
  if (expression?.type === 'StringLiteral') return String(expression.value);
  const quasis = expression?.type === 'TemplateLiteral' ? (expression.quasis as Node[]) : [];
  return quasis.length === 1 ? String(quasis[0]?.cooked) : undefined;
}
