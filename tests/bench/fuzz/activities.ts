// Activities with parts of them put out of order. The same seed gives the same activities.
import fc, { type Arbitrary } from 'fast-check';
import { madeUp, marker } from './marker';
import { samples } from './samples';

/** JSON that no object can be written as, by the name that stands for it. */
const raw: Record<string, string> = {
  '@deepArray': '['.repeat(20_000) + ']'.repeat(20_000),
  '@deepObject': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '@huge': '1e999',
  '@proto': `{"__proto__":{"verb":"mail.send","id":"${marker}"},"constructor":{"prototype":{"id":1}}}`,
  '@twice': `{"id":"a","id":{"id":"${marker}"},"type":"message","type":[]}`,
};

const junk: Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      null,
      true,
      0,
      -1,
      1e21,
      '',
      ' ',
      [],
      {},
      [null],
      [[]],
      { id: null },
      { toString: 1, valueOf: null, length: 1e9 },
    ),
  },
  { weight: 3, arbitrary: madeUp },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(raw)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** One change. The place is a number, taken as the place so far into all places there are. */
type Edit = { place: number } & (
  | { how: 'drop' }
  | { how: 'put'; value: unknown }
  | { how: 'move'; from: number }
);

const edit: Arbitrary<Edit> = fc
  .tuple(
    fc.nat(10_000),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant({ how: 'drop' as const }) },
      { weight: 6, arbitrary: junk.map((value) => ({ how: 'put' as const, value })) },
      { weight: 2, arbitrary: fc.nat(10_000).map((from) => ({ how: 'move' as const, from })) },
    ),
  )
  .map(([place, how]) => ({ place, ...how }));

/** An activity's JSON, in which `@names` stand for what only the run knows. */
export const activities: Arbitrary<string> = fc
  .tuple(fc.constantFrom(...samples), fc.array(edit, { maxLength: 4 }))
  .map(([sample, edits]) => {
    const activity = structuredClone(sample);
    for (const each of edits) apply(activity, each);
    const json = JSON.stringify(activity);
    return json.replace(/"(@\w+)"/g, (whole, name) => raw[name] ?? whole);
  });

/** Changes one property, or one item, at any depth. */
function apply(root: object, edit: Edit): void {
  const places = placesIn(root);
  const place = places[edit.place % places.length];
  if (!place) return;
  const { holder, key } = place;
  if (edit.how === 'drop') delete holder[key];
  else if (edit.how === 'put') holder[key] = edit.value;
  else {
    const from = places[edit.from % places.length];
    holder[key] = structuredClone(from?.holder[from.key]);
  }
}

type Holder = Record<string, unknown>;

function placesIn(value: unknown): { holder: Holder; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
