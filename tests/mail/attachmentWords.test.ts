// Words by which a text says that a file comes along.
import { mentionsFile } from '../../bot/mail/attachmentWords';

const inText = (body: string) => mentionsFile({ subject: '', body });

describe('a text speaks of a file', () => {
  it.each([
    'See attached.',
    'Tôi gửi kèm bản kế hoạch',
    'Im Anhang der Plan',
    '資料を添付します',
    '> quoted\n\nAttached.',
  ])('%s', (body) => {
    expect(inText(body)).toBe(true);
  });
});

describe('a text speaks of none', () => {
  it.each(['I unattached it', '\n\n> See attached', ' \t| attached', 'Hello'])('%s', (body) => {
    expect(inText(body)).toBe(false);
  });
});

it('twenty thousand empty lines are read in a moment', () => {
  const began = performance.now();
  inText(`x${'\n'.repeat(20_000)}`);
  inText(`x${'\r\n'.repeat(10_000)}`);
  expect(performance.now() - began).toBeLessThan(300);
});
