// Refusals of Microsoft's sign-in: Entra's numbers, and the words for each (Microsoft's page "Microsoft Entra authentication error codes").

/** What a refusal comes to: a key below `own.refused` of the language files. */
export type Refusal = (typeof byNumber)[keyof typeof byNumber] | 'declined' | 'unknown';

/** Numbers that people meet. The text beside a number may change, so it is never read for its meaning. */
const byNumber = {
  50011: 'redirect',
  500113: 'redirect',
  900971: 'redirect',
  500117: 'redirect',
  700016: 'clientId',
  9002313: 'malformed',
  90027: 'malformed',
  50194: 'singleTenant',
  50020: 'otherTenant',
  500208: 'workOnly',
  9002331: 'personalOnly',
  9002332: 'workOnly',
  90023: 'pagePlatform',
  9002327: 'pagePlatform',
  7000215: 'secretValue',
  7000222: 'secretExpired',
  7000218: 'secretMissing',
  700025: 'publicClient',
  65001: 'consent',
  65004: 'declined',
  90094: 'administrator',
  90095: 'administrator',
  50034: 'otherTenant',
  90072: 'otherTenant',
  16000: 'otherTenant',
  90002: 'tenant',
  900023: 'tenant',
  50105: 'assignment',
  650052: 'administrator',
  53000: 'policy',
  53003: 'policy',
  54005: 'again',
  70008: 'again',
  700082: 'again',
  70000: 'again',
  70043: 'again',
  50076: 'again',
  50079: 'again',
  50173: 'again',
  501481: 'again',
  700005: 'again',
} as const;

export interface Refused {
  refusal: Refusal;
  /** Entra's number, to look up at https://login.microsoftonline.com/error?code=…; none where it gave none. */
  number?: number;
  /** Entra's trace id, for an administrator. */
  trace?: string;
}

const isKnown = (number: number): number is keyof typeof byNumber => Object.hasOwn(byNumber, number);

/**
 * Reads a refusal of the sign-in page or of the token endpoint.
 * @param error OAuth's word, such as `access_denied`
 * @param description Entra's text; its numbers and trace id stand in it
 * @param numbers Entra's `error_codes`, where there are any
 */
export function readRefusal(error: string, description = '', numbers: readonly number[] = []): Refused {
  const [, written] = /\bAADSTS(\d{4,8})\b/.exec(description.slice(0, longestText)) ?? [];
  const all = [...numbers, ...(written ? [Number(written)] : [])];
  const number = all.find(isKnown) ?? all[0];
  const [, trace] = /Trace ID: ([0-9a-f-]{36})/i.exec(description.slice(0, longestText)) ?? [];
  const plain = error === 'access_denied' ? 'declined' : 'unknown';
  return {
    refusal: number !== undefined && isKnown(number) ? byNumber[number] : plain,
    ...(number === undefined ? {} : { number }),
    ...(trace ? { trace } : {}),
  };
}

/** Characters of a description that are looked at. */
const longestText = 4_000;
