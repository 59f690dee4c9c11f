// Odd values for the parts of an activity, and how a test sends them.
import type { Person } from './person';

/** Of no type that a part of the protocol has, whatever the part is. */
export const odd: unknown[] = [null, 5, true, [], [null], [[{}]], ['x'], {}, { id: 5 }];
/** Longer than any short part may be. */
export const long = 'x'.repeat(5_000);

/** A value in a test's title or failure. */
export const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 40) ?? 'nothing';

/** Sends an activity whose parts need not be of the protocol's types. */
export const sends = (somebody: Person, activity: object) => somebody.does(activity);
