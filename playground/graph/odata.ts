// How Graph's OData reader takes a request's body: its kinds of values, and what it says of a wrong one.
import * as v from 'valibot';

// Graph's enumerations ignore case (OData).
export const oneOf = <const T extends readonly string[]>(values: T, type: string) =>
  v.nullish(v.pipe(v.string(literal('Edm.String')), v.toLowerCase(), v.picklist(values, literal(type))));
const literal = (type: string) => (issue: v.BaseIssue<unknown>) =>
  `Cannot convert the literal '${String(issue.input)}' to the expected type '${type}'.`;
export const text = v.nullish(v.string(literal('Edm.String')));
export const flag = v.nullish(v.boolean(literal('Edm.Boolean')));
export const anything = v.optional(v.unknown());

/** An object that refuses names Graph does not know. */
export const entity = <T extends v.ObjectEntries>(type: string, entries: T) =>
  v.strictObject({ '@odata.type': anything, ...entries }, (issue) =>
    issue.expected === 'never'
      ? `The property '${v.getDotPath(issue)?.split('.').at(-1)}' does not exist on type '${type}'. Make sure to only use property names that are defined by the type.`
      : startObject(issue),
  );
export const startObject = ({ received }: v.BaseIssue<unknown>) =>
  `An unexpected '${received === 'Array' ? 'StartArray' : 'PrimitiveValue'}' node was found when reading from the JSON reader. A 'StartObject' node was expected.`;
export const startArray =
  "An unexpected 'PrimitiveValue' node was found when reading from the JSON reader. A 'StartArray' node was expected.";

/** The action's two parameters may be written `Message` and `SaveToSentItems`, as the CSDL does. */
export const camelCased = (given: unknown): unknown =>
  isObject(given)
    ? Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
      )
    : given;

/** OData allows `@odata.…` notes anywhere. Only the one that names a type has a meaning here. */
export function withoutNotes(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withoutNotes);
  if (!isObject(given)) return given;
  const kept = Object.entries(given).filter(([name]) => name === '@odata.type' || !name.includes('@odata.'));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutNotes(value)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
