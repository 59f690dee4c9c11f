// Reading a stored record: a damaged part is dropped, and what earlier versions called by other names is understood.
import * as v from 'valibot';
import { advices } from '../graph/advice';
import { DraftValues } from '../mail/draft';
import { cleanLine, cleanText } from '../runtime/cleanText';
import { connections, type PersonRecord } from './record';

/** Milliseconds since 1970 that make a date. */
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
const yes = v.exactOptional(v.literal(true));
const name = v.exactOptional(v.string());
// Earlier versions stored texts as they came.
const text = v.pipe(v.string(), v.transform(cleanText));
const line = v.pipe(v.string(), v.transform(cleanLine));
const connection = v.picklist(connections);

/** Earlier versions called some parts by other names. */
const renamed = (names: Record<string, string>) =>
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((part) =>
      Object.fromEntries(Object.entries(part).map(([key, value]) => [names[key] ?? key, value])),
    ),
  );

const File = v.object({ id: v.string(), name: line, type: v.string(), size: v.number() });

const copies = v.exactOptional(v.fallback(v.object({ cc: v.number(), bcc: v.number() }), { cc: 0, bcc: 0 }));

const Form = v.pipe(
  renamed({ untold: 'unreported' }),
  v.looseObject({
    id: v.string(),
    formerId: name,
    state: v.picklist(['open', 'sending', 'failed', 'unknown']),
    draft: DraftValues,
    files: v.exactOptional(v.array(File)),
    since: time,
    claim: name,
    activity: name,
    recipients: v.exactOptional(v.array(text)),
    copies,
    failure: v.exactOptional(v.fallback(v.picklist(advices), 'trouble')),
    retryAt: v.exactOptional(time),
    openedBy: name,
    isAsTyped: yes,
    preview: name,
    agreed: v.exactOptional(v.array(v.string())),
    question: v.exactOptional(v.object({ name: v.string(), slips: v.array(v.string()), arrived: yes })),
    hasNewAddresses: yes,
    unreported: yes,
  }),
);

const Outcome = v.pipe(
  renamed({ untold: 'unreported' }),
  v.looseObject({
    formId: v.string(),
    state: v.picklist(['sent', 'unknown']),
    at: time,
    recipients: v.array(text),
    copies,
    subject: text,
    files: v.exactOptional(v.array(line)),
    openedBy: name,
    unreported: yes,
  }),
);

const SignIn = v.pipe(
  renamed({ told: 'reported' }),
  v.looseObject({
    since: time,
    command: v.variant('name', [
      v.object({ name: v.picklist(['profile', 'token', 'home']) }),
      v.object({ name: v.literal('compose'), formId: name, typed: yes }),
      v.object({ name: v.literal('preview'), formId: v.string() }),
    ]),
    connection: v.exactOptional(connection),
    codes: v.number(),
    plain: yes,
    reported: v.exactOptional(v.array(v.string())),
  }),
);

const Stored = v.fallback(
  renamed({
    atHand: 'currentForm',
    chosen: 'anotherAccount',
    signOutsOwed: 'pendingSignOuts',
    tokenMark: 'tokenHash',
  }),
  {},
);
const Account = v.object({ id: v.string(), name: line, address: line });
const Refusal = v.object({ at: time, tokenHash: v.string() });
const Refusals = v.object({ mail: v.exactOptional(Refusal), directory: v.exactOptional(Refusal) });
const Leaving = v.object({ how: v.picklist(['signOut', 'forgetMe']), at: time });
const Unsaid = v.object({
  id: v.string(),
  conversation: v.string(),
  at: time,
  reports: name,
  keeps: name,
  mayHaveArrived: yes,
  saidAt: v.exactOptional(time),
});
const CurrentForm = v.object({ formId: v.string(), seen: v.exactOptional(time), signature: name });
const Signature = v.object({ text, isOn: v.boolean() });

/** Reads what the storage holds of a person. It never throws: nobody is locked out by a damaged record. */
export function readRecord(stored: unknown): PersonRecord {
  // Earlier versions counted the hour's mails here.
  const { forms, outcomes, mails: _mails, ...optional } = v.parse(Stored, stored);
  const {
    account,
    tokenHash,
    currentForm,
    anotherAccount,
    comesAlong,
    pendingSignOuts,
    signIns,
    refusals,
    unsaid,
    leaving,
    signatures,
    ...later
  } = optional;
  return {
    // Two versions run side by side during a deployment: what a later one added is kept for it.
    ...later,
    forms: mapOf(Form, forms),
    outcomes: listOf(Outcome, outcomes),
    ...given('currentForm', partOf(CurrentForm, currentForm)),
    ...given('account', partOf(Account, account)),
    ...given('tokenHash', partOf(v.string(), tokenHash)),
    ...given('anotherAccount', partOf(v.literal(true), anotherAccount)),
    ...given('comesAlong', partOf(v.string(), comesAlong)),
    ...given('pendingSignOuts', partOf(v.array(connection), pendingSignOuts)),
    ...given('refusals', partOf(Refusals, refusals)),
    ...given('leaving', partOf(Leaving, leaving)),
    ...given('signatures', signatures === undefined ? undefined : mapOf(Signature, signatures)),
    ...given('unsaid', unsaid === undefined ? undefined : listOf(Unsaid, unsaid)),
    ...given('signIns', signIns === undefined ? undefined : mapOf(SignIn, signIns)),
  };
}

type Schema<T> = v.GenericSchema<unknown, T>;

function given<Name extends string, T>(name: Name, part: T | undefined): { [K in Name]?: T } {
  // The name is a literal, which TypeScript does not keep for a computed key.
  return part === undefined ? {} : ({ [name]: part } as { [K in Name]: T });
}

function partOf<T>(schema: Schema<T>, value: unknown): T | undefined {
  if (value === undefined) return undefined;
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : undefined;
}

function listOf<T>(schema: Schema<T>, value: unknown): T[] {
  const parts = Array.isArray(value) ? value : [];
  return parts.map((part) => partOf(schema, part)).filter((part) => part !== undefined);
}

function mapOf<T>(schema: Schema<T>, value: unknown): Record<string, T> {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    parts.flatMap(([key, given]) => {
      const part = partOf(schema, given);
      return part === undefined ? [] : [[key, part]];
    }),
  );
}
