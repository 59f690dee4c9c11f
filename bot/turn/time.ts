// Times as the person's language and time zone have them.
import type { BotWords } from '../locales';
import type { Turn } from './turn';

/** @param at milliseconds since 1970; shown in the zone the channel names, else in UTC, saying which */
export function showTime({ activity, words }: Turn, at: number): string {
  const local = formatIn(activity.localTimezone, words.locale);
  return local ? local.format(at) : `${formatIn('UTC', words.locale)?.format(at)} UTC`;
}

function formatIn(timeZone: string | undefined, locale: string): Intl.DateTimeFormat | undefined {
  if (!timeZone) return undefined;
  try {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  } catch {
    // The zone comes from outside and need not exist.
    return undefined;
  }
}

const hour = 60;
const day = 24 * hour;

/**
 * A time to wait, rounded up to a unit that a person counts in: "5 minutes", "about 3 hours", "1 day".
 * @param seconds not negative
 */
export function showWait({ t }: BotWords, seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return t('failure.aMinute');
  // From two of a unit on it is exact enough. One hour and one day are said only where they are that.
  const isIn = (unit: number) => minutes === unit || minutes >= 2 * unit;
  const [unit, size] = isIn(day)
    ? (['days', day] as const)
    : isIn(hour)
      ? (['hours', hour] as const)
      : (['minutes', 1] as const);
  const time = t(`failure.${unit}`, { count: Math.ceil(minutes / size) });
  return minutes % size === 0 ? time : t('failure.about', { time });
}
