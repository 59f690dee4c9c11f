// The subject of an answer or a forwarded mail in one line: "Re:" and its kin belong to it, in many languages.
import fc from 'fast-check';
import { partsOf } from '../support/oneLine';

const ana = 'ana@contoso.com';
const chi = 'chi@contoso.com';

describe('the subject of an answer or a forwarded mail', () => {
  it.each([
    ['about Re: Harvest: see you', 'Re: Harvest', 'see you'],
    ['about RE: FW: Harvest: see you', 'RE: FW: Harvest', 'see you'],
    ['about Re: Fwd: Re: Harvest: see you: soon', 'Re: Fwd: Re: Harvest', 'see you: soon'],
    ['about Fwd: Harvest', 'Fwd: Harvest', ''],
    ['about: Re: Harvest: see you', 'Re: Harvest', 'see you'],
    ['about AW: Ernte: bis dann', 'AW: Ernte', 'bis dann'],
    ['about WG: Ernte: bis dann', 'WG: Ernte', 'bis dann'],
    ['about RE : Récolte: à bientôt', 'RE : Récolte', 'à bientôt'],
    ['about Tr: Récolte: à bientôt', 'Tr: Récolte', 'à bientôt'],
    ['about Antw: Oogst: tot dan', 'Antw: Oogst', 'tot dan'],
    ['about TL: Thu hoạch: hẹn gặp', 'TL: Thu hoạch', 'hẹn gặp'],
    ['về Chuyển tiếp: Thu hoạch: hẹn gặp', 'Chuyển tiếp: Thu hoạch', 'hẹn gặp'],
    ['về việc Trả lời: Thu hoạch: hẹn gặp', 'Trả lời: Thu hoạch', 'hẹn gặp'],
    ['about Re[2]: Harvest: see you', 'Re[2]: Harvest', 'see you'],
    ['about Re(3): Harvest: see you', 'Re(3): Harvest', 'see you'],
    ['about [EXTERNAL] Re: Harvest: see you', '[EXTERNAL] Re: Harvest', 'see you'],
    ['about Re:Fwd:Harvest: see you', 'Re:Fwd:Harvest', 'see you'],
    ['about 回复：收获：再见', '回复：收获', '再见'],
    ['about Re: 12:30 lunch: see you', 'Re: 12:30 lunch', 'see you'],
    ['about Project: plan', 'Project', 'plan'],
    ['about Rest: plan', 'Rest', 'plan'],
    ['about Answer to Re: Harvest', 'Answer to Re', 'Harvest'],
  ])('%s', (rest, subject, body) => {
    const { to: _to, ...parts } = partsOf(`send mail to ${ana} ${rest}`);
    expect(parts).toEqual({ subject, ...(body ? { body } : {}) });
  });

  it('keeps its copies', () => {
    expect(partsOf(`send mail to ${ana} about Re: Harvest cc ${chi}: see you`)).toEqual({
      ...{ to: ana, cc: chi, subject: 'Re: Harvest', body: 'see you' },
    });
  });

  it('is whole, whatever stands in front of it', () => {
    const prefix = fc.constantFrom(
      'Re',
      'RE',
      'Fwd',
      'FW',
      'AW',
      'WG',
      'Tr',
      'Antw',
      'TL',
      'Chuyển tiếp',
      'SV',
    );
    const word = fc.constantFrom('Harvest', 'Thu hoạch', '12:30', 'a/b', 'R&D', '收获', 'plan 9');
    const line = fc.record({
      prefixes: fc.array(prefix, { minLength: 1, maxLength: 6 }),
      subject: fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' ')),
      body: word,
      opener: fc.constantFrom('about', 'ABOUT', 'about:', 'về', 'về việc'),
    });
    fc.assert(
      fc.property(line, ({ prefixes, subject, body, opener }) => {
        const whole = [...prefixes, subject].join(': ');
        expect(partsOf(`send mail to ${ana} ${opener} ${whole}: ${body}`)).toEqual({
          to: ana,
          subject: whole,
          body,
        });
      }),
      { seed: 17, numRuns: 500 },
    );
  });
});
