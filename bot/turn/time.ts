// Times as the person's language and time zone have them.
import type { Turn } from './turn';

/** @param at milliseconds since 1970; shown in the zone the channel names, else in UTC, saying which */
export function showTime({ activity, words }: Turn, at: number): string {
  const local = formatIn(activity.localTimezone, words.language);
  return local ? local.format(at) : `${formatIn('UTC', words.language)?.format(at)} UTC`;
}

function formatIn(timeZone: string | undefined, language: string): Intl.DateTimeFormat | undefined {
  if (!timeZone) return undefined;
  try {
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  } catch {
    // The zone comes from outside and need not exist.
    return undefined;
  }
}
