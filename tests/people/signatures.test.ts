// Signatures outlive the record, which the storage deletes when nobody has changed it for weeks.
import { openForm } from '../../bot/mail/claim';
import { emptyDraft } from '../../bot/mail/draft';
import { withSignature } from '../../bot/mail/signature';
import { MemoryStore } from '../../bot/storage/memory';
import { StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { peopleIn } from '../support/peopleIn';

const key = { channelId: 'msteams', userId: 'ana' };
const kept = { text: 'Ana', isOn: true };

/** A storage in which somebody has a signature, and what opens their record anew. */
async function withKept() {
  const stores = { records: new MemoryStore(), signatures: new MemoryStore() };
  const open = () => peopleIn(stores)(key);
  await open().change((record) => withSignature(record, 'en', kept));
  return { ...stores, open };
}

/** Deletes a record as the storage's rule does. */
const expire = ({ records }: { records: MemoryStore }) => records.delete('msteams/ana');

it('a signature is there when the record is gone, and goes on with the next one', async () => {
  const place = await withKept();
  await expire(place);
  expect(await place.open().record()).toEqual({ forms: {}, outcomes: [], signatures: { en: kept } });
  await place.open().change((record) => openForm(record, 'f', emptyDraft, 0));
  expect((await place.open().record()).signatures).toEqual({ en: kept });
});

it.each(['removed', 'forgotten'])('one that was %s is in neither place', async (how) => {
  const place = await withKept();
  if (how === 'removed') await place.open().change((record) => withSignature(record, 'en'));
  else await place.open().forget();
  await expire(place);
  expect((await place.open().record()).signatures).toBeUndefined();
  expect(await place.signatures.read('msteams/ana')).toBeUndefined();
});

it('another language’s stays when one is removed', async () => {
  const place = await withKept();
  await place.open().change((record) => withSignature(record, 'de', kept));
  await place.open().change((record) => withSignature(record, 'en'));
  await expire(place);
  expect((await place.open().record()).signatures).toEqual({ de: kept });
});

it('it is written again only when it changes', async () => {
  const place = await withKept();
  const write = jest.spyOn(place.signatures, 'write');
  await place.open().change((record) => openForm(record, 'f', emptyDraft, 0));
  expect(write).not.toHaveBeenCalled();
});

it('a conflict is decided again, and a storage that is down keeps the record as it was', async () => {
  const place = await withKept();
  const write = jest.spyOn(place.signatures, 'write');
  write.mockRejectedValueOnce(new StorageConflict());
  await place.open().change((record) => withSignature(record, 'en', { text: 'Ana N.', isOn: true }));
  expect((await place.open().record()).signatures?.en?.text).toBe('Ana N.');
  write.mockRejectedValueOnce(new StorageUnavailable());
  const changed = place.open().change((record) => withSignature(record, 'en', kept));
  await expect(changed).rejects.toThrow(StorageUnavailable);
  expect((await place.open().record()).signatures?.en?.text).toBe('Ana N.');
});

it('a damaged one is dropped, and the others stay', async () => {
  const place = await withKept();
  await expire(place);
  const { eTag = '' } = (await place.signatures.read('msteams/ana')) ?? {};
  await place.signatures.write('msteams/ana', { signatures: { en: { text: 1 }, de: kept } }, eTag);
  expect((await place.open().record()).signatures).toEqual({ de: kept });
});
