// Times to wait: in a unit that a person counts in, and never shorter than what was asked.
import fc from 'fast-check';
import { words } from '../bot/locales';
import { showWait } from '../bot/turn/time';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe('a time to wait', () => {
  it.each([
    [0, 'a minute', 'một phút'],
    [1, 'a minute', 'một phút'],
    [minute, 'a minute', 'một phút'],
    [minute + 1, '2 minutes', '2 phút'],
    [59 * minute, '59 minutes', '59 phút'],
    [hour, '1 hour', '1 giờ'],
    [hour + 1, '61 minutes', '61 phút'],
    [90 * minute, '90 minutes', '90 phút'],
    [2 * hour, '2 hours', '2 giờ'],
    [2.5 * hour, 'about 3 hours', 'khoảng 3 giờ'],
    [23 * hour, '23 hours', '23 giờ'],
    [1440 * minute, '1 day', '1 ngày'],
    [25 * hour, '25 hours', '25 giờ'],
    [2 * day, '2 days', '2 ngày'],
    [3 * day - hour, 'about 3 days', 'khoảng 3 ngày'],
    [30 * day, '30 days', '30 ngày'],
  ])('of %i seconds is %s', (seconds, english, vietnamese) => {
    expect([showWait(words('en'), seconds), showWait(words('vi'), seconds)]).toEqual([english, vietnamese]);
  });

  it('is never shorter than what was asked, and at most half as long again from two minutes on', () => {
    const units: Record<string, number> = { minute, hour, day };
    fc.assert(
      fc.property(fc.integer({ min: 2 * minute, max: 30 * day }), (seconds) => {
        const [, count, unit] = /(\d+) (minute|hour|day)s?$/.exec(showWait(words('en'), seconds)) ?? [];
        const told = Number(count) * (units[unit ?? ''] ?? Number.NaN);
        expect(told).toBeGreaterThanOrEqual(seconds);
        expect(told).toBeLessThanOrEqual(seconds * 1.5);
      }),
      { seed: 17, numRuns: 2000 },
    );
  });
});
