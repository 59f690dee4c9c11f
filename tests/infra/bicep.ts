// Reads Bicep files: what they declare, and the values they give, as far as those stand in the file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';

export const infra = join(__dirname, '../../infra');

export interface Declaration {
  kind: 'parameter' | 'variable' | 'resource' | 'module' | 'output';
  name: string;
  /** Of a parameter: whether it is @secure, and whether it may be left out. */
  secure: boolean;
  optional: boolean;
  /** The type of a resource, with its version; the path of a module, from infra/. */
  of: string;
  existing: boolean;
  /** What is on the right of the equals sign. */
  value?: Node;
}

export interface BicepFile {
  path: string;
  text: string;
  root: Node;
  /** Lines that are not Bicep. */
  errors: number[];
  declarations: Declaration[];
}

let parser: Promise<Parser> | undefined;

async function openParser(): Promise<Parser> {
  await Parser.init();
  const folder = dirname(createRequire(__filename).resolve('tree-sitter-bicep/package.json'));
  const opened = new Parser();
  opened.setLanguage(await Language.load(readFileSync(join(folder, 'tree-sitter-bicep.wasm'))));
  return opened;
}

/** @param path from infra/ */
export async function readBicep(path: string): Promise<BicepFile> {
  return parseBicep(path, readFileSync(join(infra, path), 'utf8'));
}

export async function parseBicep(path: string, text: string): Promise<BicepFile> {
  parser ??= openParser();
  const root = (await parser).parse(text)?.rootNode;
  if (!root) throw new Error(`${path} was not parsed`);
  const errors = all(root).filter((node) => node.isError || node.isMissing);
  return {
    path,
    text,
    root,
    errors: errors.map((node) => node.startPosition.row + 1),
    declarations: declarationsOf(root, path),
  };
}

function declarationsOf(root: Node, path: string): Declaration[] {
  let decorators = '';
  return children(root).flatMap((node) => {
    if (node.type === 'decorators') {
      decorators = node.text;
      return [];
    }
    const [, kind] = /^(parameter|variable|resource|module|output)_declaration$/.exec(node.type) ?? [];
    if (!kind) return [];
    const [name, ...rest] = children(node);
    const named = kind === 'resource' || kind === 'module' ? textOf(rest[0]) : '';
    const value = rest.filter(({ type }) => type !== 'type').at(named ? 1 : 0);
    const declaration = {
      kind: kind as Declaration['kind'],
      name: name?.text ?? '',
      secure: /@secure\(\)/.test(decorators),
      optional: kind === 'parameter' && value !== undefined,
      of: kind === 'module' ? posix.join(posix.dirname(path), named) : named,
      existing: node.children.some((child) => child?.type === 'existing'),
      ...(value ? { value } : {}),
    };
    decorators = '';
    return [declaration];
  });
}

export const parametersOf = (file: BicepFile) => file.declarations.filter(({ kind }) => kind === 'parameter');

/** What a parameter, a variable or an output is given in the file. */
export function valueIn({ declarations }: BicepFile, name: string): Node | undefined {
  return declarations.find((one) => one.name === name)?.value;
}

/** The properties of a resource, as JSON. */
export function propertiesIn({ declarations }: BicepFile, name: string): Record<string, unknown> {
  const resource = declarations.find((one) => one.kind === 'resource' && one.name === name);
  return jsonOf(at(resource && bodyOf(resource), 'properties')) as Record<string, unknown>;
}

/** The object a resource or a module is made with, whether or not it stands behind a condition or in a loop. */
export function bodyOf({ value }: Declaration): Node | undefined {
  if (value?.type === 'if_statement') return children(value).at(-1);
  return value?.type === 'for_statement' ? (value.childForFieldName('body') ?? undefined) : value;
}

/** A property of an object, and of the object in it, and so on. */
export function at(node: Node | undefined, ...path: string[]): Node | undefined {
  const [first, ...rest] = path;
  if (!node || first === undefined) return node;
  const property = propertiesOf(node).find(({ key }) => key === first);
  return property && at(property.value, ...rest);
}

export function propertiesOf(object: Node | undefined): { key: string; value: Node }[] {
  return (object ? children(object) : [])
    .filter(({ type }) => type === 'object_property')
    .map((property) => {
      const [key, value] = children(property) as [Node, Node];
      return { key: key.type === 'string' ? textOf(key) : key.text, value };
    });
}

/** A value as JSON; what is only known in Azure is the text of its expression in brackets, as in a JSON template. */
export function jsonOf(node: Node | undefined): unknown {
  if (!node) return undefined;
  if (node.type === 'object')
    return Object.fromEntries(propertiesOf(node).map(({ key, value }) => [key, jsonOf(value)]));
  if (node.type === 'array') return children(node).map(jsonOf);
  if (node.type === 'number') return Number(node.text);
  if (node.type === 'boolean') return node.text === 'true';
  if (node.type === 'null') return null;
  if (node.type === 'string' && !all(node).some(({ type }) => type === 'interpolation')) return textOf(node);
  return `[${node.text}]`;
}

/** The names a file uses, of its own and built-in ones. */
export function namesUsed({ root }: BicepFile): string[] {
  const isUse = (node: Node) => {
    const { parent } = node;
    if (parent?.type === 'call_expression' && parent.parent?.type === 'decorator') return false;
    const names = /_declaration$|^object_property$|^for_statement$/.test(parent?.type ?? '');
    return !(names && parent?.namedChild(0)?.equals(node));
  };
  return all(root)
    .filter((node) => node.type === 'identifier' && isUse(node))
    .map(({ text }) => text);
}

/** The names a file gives: to what it declares, and to what its loops go through. */
export function namesGiven({ root, declarations }: BicepFile): string[] {
  const loops = all(root).flatMap((node) => node.childForFieldName('initializer')?.text ?? []);
  return [...declarations.filter(({ kind }) => kind !== 'output').map(({ name }) => name), ...loops];
}

/** Every node below this one. */
export function all(node: Node): Node[] {
  return node.children.flatMap((child) => (child ? [child, ...all(child)] : []));
}

export function children(node: Node): Node[] {
  return node.namedChildren.filter((child) => child !== null && !/comment$/.test(child.type)) as Node[];
}

const textOf = (string?: Node) => string?.text.slice(1, -1).replace(/\\(.)/g, '$1') ?? '';
