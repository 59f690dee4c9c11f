// A signature's card whose press comes twice, during an outage, or from a chat in another language.
import { randomUUID } from 'node:crypto';
import { words } from '../../bot/locales';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';

const { t } = words('en');
const { t: de } = words('de');

let stored: StoredWorld;
beforeAll(async () => {
  stored = await startStoredWorld();
});
afterAll(() => stored.close());

/** A press of "Save" with this text, as the channel delivers it. */
const saving = (signature: string) => ({
  id: randomUUID(),
  type: 'message',
  value: { verb: 'signature.save', signature, signatureOn: 'true' },
});

it('what was saved does not come back when another instance gets its press again', async () => {
  const here = stored.world.person();
  const there = await stored.elsewhere(here);
  const first = saving('Ana');
  await here.does(first);
  await here.does(saving('Ana Nguyễn'));
  expect((await there.does(first)).said).toEqual([]);
  await there.says('signature');
  expect(there.card().inputs.signature).toBe('Ana Nguyễn');
});

it.each(['writes', 'all'] as const)(
  'what was typed is still on the card in Teams when the storage fails (%s)',
  async (what) => {
    const ana = stored.world.person();
    await ana.says('signature');
    stored.storageFails(what);
    const typed = { signature: 'Ana **Nguyễn**', signatureOn: 'false' };
    await ana.clicks('Save', typed);
    stored.storageFails('nothing');
    expect(ana.heard().at(-1)?.activity.summary).toContain(t('failure.storage'));
    await ana.clicks('Save');
    await ana.says('signature');
    expect(ana.card().inputs).toEqual(typed);
  },
);

describe('a card of a German chat', () => {
  const locale = 'de-DE';

  /** Somebody with a signature in English and one in German, whose German card is before them. */
  async function withBoth() {
    const ana = stored.world.person();
    await ana.does(saving('Best regards'));
    await ana.does({ ...saving('Viele Grüße'), locale });
    await ana.says('signatur', { locale });
    return ana;
  }

  /** The signatures in English and in German. */
  async function kept(ana: Awaited<ReturnType<typeof withBoth>>) {
    await ana.says('signature');
    const english = ana.card().inputs.signature;
    await ana.says('signatur', { locale });
    return [english, ana.card().inputs.signature];
  }

  it('saves the German one, whatever the language of the press', async () => {
    const ana = await withBoth();
    await ana.clicks(de('cards.signature.save'), { signature: 'Schöne Grüße' });
    expect(await kept(ana)).toEqual(['Best regards', 'Schöne Grüße']);
  });

  it('removes the German one', async () => {
    const ana = await withBoth();
    await ana.clicks(de('signature.remove'));
    expect(ana.card().text).toContain(de('signature.removed.title'));
    expect(await kept(ana)).toEqual(['Best regards', '']);
  });

  it('comes back as German when it is too long, and what leads back to it stays so', async () => {
    const ana = await withBoth();
    await ana.clicks(de('cards.signature.save'), { signature: 'ü'.repeat(1_001) });
    await ana.clicks(de('cards.signature.save'), { signature: 'Bis bald' });
    await ana.clicks(de('signature.change'));
    expect(ana.card().inputs.signature).toBe('Bis bald');
    expect(await kept(ana)).toEqual(['Best regards', 'Bis bald']);
  });

  it.each(['xx', 'constructor', '__proto__', ''])(
    'that names no language (%s) is the chat’s',
    async (formId) => {
      const ana = stored.world.person();
      const { value, ...press } = saving('Ana');
      await ana.does({ ...press, value: { ...value, formId } });
      await ana.says('signature');
      expect(ana.card().inputs.signature).toBe('Ana');
    },
  );
});
