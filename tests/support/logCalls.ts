// What the bot logs, read from its sources: the fields and the message of every log call, and the outcomes a turn may have.
import { parseSync } from '@swc/core';
import { type Source, sourcesIn } from './sources';

interface Node {
  type: string;
  [name: string]: unknown;
}

export interface LogCall {
  path: string;
  level: string;
  message: string;
  fields: string[];
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
const child = (node: Node, name: string): Node => {
  const found = node[name];
  if (!isNode(found)) throw new Error(`${node.type} has no ${name}`);
  return found;
};
const nodesIn = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [...(isNode(value) ? [value] : []), ...Object.values(value).flatMap(nodesIn)];
};
const nameOf = ({ type, value, property }: Node): string => {
  if (type === 'Identifier' || type === 'StringLiteral') return String(value);
  return type === 'MemberExpression' && isNode(property) ? nameOf(property) : '';
};
const parse = ({ text }: Source): Node[] =>
  nodesIn(parseSync(text, { syntax: 'typescript', target: 'es2022' }).body);

const bot = () => sourcesIn('bot', '.ts').filter(({ path }) => !path.startsWith('bot/webchat/browser/'));

/** The fields of an interface, from its source. */
export function fieldsOf(source: string, name: string): string[] {
  const [, body = ''] = new RegExp(`interface ${name} \\{([\\s\\S]*?)^\\}`, 'm').exec(source) ?? [];
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, field = '']) => field);
}

/** Every call of the log. Throws for one whose fields cannot be told, so that none is left out in silence. */
export function logCalls(): LogCall[] {
  const all = bot();
  const entry = fieldsOf(all.find(({ path }) => path === 'bot/log.ts')?.text ?? '', 'TurnEntry');
  return all.flatMap((source) => {
    const nodes = parse(source);
    return nodes.flatMap((node) => {
      const level = levelOf(node);
      if (level === undefined) return [];
      const given = (node.arguments as { expression: Node }[]).map(({ expression }) => expression);
      const message = given.find(({ type }) => type === 'StringLiteral');
      const fields = given.filter((one) => one !== message).flatMap((one) => keysOf(one, nodes, entry));
      return [{ path: source.path, level, message: message ? nameOf(message) : '', fields }];
    });
  });
}

/** `log.info(…)`, `this.log.error(…)`: its level. */
function levelOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = child(node, 'callee');
  if (callee.type !== 'MemberExpression' || nameOf(child(callee, 'object')) !== 'log') return undefined;
  return levels.find((level) => level === nameOf(callee));
}

/** The names in an object, however it is put together. */
function keysOf(node: Node, nodes: Node[], entry: string[]): string[] {
  const deeper = (other: unknown) => (isNode(other) ? keysOf(other, nodes, entry) : []);
  switch (node.type) {
    case 'ObjectExpression':
      return (node.properties as Node[]).flatMap((property) => {
        if (property.type === 'SpreadElement') return deeper(property.arguments);
        return [nameOf(property.type === 'Identifier' ? property : child(property, 'key'))];
      });
    case 'ConditionalExpression':
      return [...deeper(node.consequent), ...deeper(node.alternate)];
    case 'CallExpression':
      if (nameOf(child(node, 'callee')) === 'traceOf') return ['error', 'at'];
      break;
    case 'MemberExpression':
    case 'Identifier': {
      if (nameOf(node) === 'entry') return entry;
      const made = nodes.find(
        ({ type, id }) => type === 'VariableDeclarator' && isNode(id) && nameOf(id) === nameOf(node),
      );
      if (made) return deeper(made.init);
    }
  }
  throw new Error(`The fields of a log call cannot be told: ${node.type} ${nameOf(node)}`);
}

/** Every outcome that is written out in the code; the changing end of one is `…`. */
export function outcomes(): string[] {
  const found = bot().flatMap((source) =>
    parse(source)
      .filter((node) => node.type === 'AssignmentExpression' && nameOf(child(node, 'left')) === 'outcome')
      .flatMap((node) => textsOf(child(node, 'right'))),
  );
  return [...new Set(found)];
}

function textsOf(node: Node): string[] {
  switch (node.type) {
    case 'StringLiteral':
      return [nameOf(node)];
    case 'TemplateLiteral':
      return [(node.quasis as Node[]).map(({ cooked }) => String(cooked)).join('…')];
    case 'ConditionalExpression':
      return [...textsOf(child(node, 'consequent')), ...textsOf(child(node, 'alternate'))];
    default:
      return [];
  }
}
