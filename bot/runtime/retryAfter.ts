// Retry-After: how long a service asks to be left alone.

/**
 * Reads the header: a number of seconds, or a date (RFC 9110, 10.2.3), which counts from the answer's own Date.
 * @returns seconds; nothing when the header is missing or says nothing sensible
 */
export function retryAfterOf(headers: Pick<Headers, 'get'>): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const seconds = (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
