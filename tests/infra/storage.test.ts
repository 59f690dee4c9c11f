// What the storage deletes by itself: all that the bot writes, and none of it before the bot has done with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailLifetimes } from '../../bot/mail/mailRecord';
import { openStorage, withHashedFileKeys } from '../../bot/storage';
import { answer, type RunningProxy, startProxy } from '../bench/faults/proxy';
import { botId, joined } from '../support/activities';
import { type Azurite, startAzurite } from '../support/azurite';
import { standingClock } from '../support/clock';
import { startWorld, type World } from '../support/world';
import { infra, propertiesOf, readSnapshot, type Snapshot } from './snapshot';

jest.setTimeout(30_000);

const nobody = { getToken: async () => null };
const day = 24 * 3_600_000;
let azurite: Azurite;
let proxy: RunningProxy;
let world: World;
/** Container and name of every blob that was written. */
const written = new Set<string>();

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startProxy(azurite.blobUrl, async ({ req, res, forward }) => {
    const { pathname, search } = new URL(req.url ?? '', azurite.blobUrl);
    const name = decodeURIComponent(pathname).replace(/^\/devstoreaccount1\//, '');
    if (req.method === 'PUT' && !search.includes('restype=container')) written.add(name);
    answer(res, await forward());
  });
  const connection = azurite.connectionStringAt(proxy.url);
  world = await startWorld({ environment: { BLOB_STORAGE_CONNECTION_STRING: connection } });
});
afterAll(async () => {
  await world.close();
  proxy.close();
  await azurite.close();
});

interface Rule {
  filters: { prefixMatch: string[] };
  actions: { baseBlob: { delete: Record<string, unknown> } };
}

const azure = readSnapshot('azure');

/** What the rules say, by their names. */
const rulesIn = (snapshot: Snapshot): Record<string, Rule> => {
  const properties = propertiesOf(snapshot, 'Microsoft.Storage/storageAccounts/managementPolicies');
  const policy = properties.policy as { rules: { name: string; definition: Rule }[] };
  return Object.fromEntries(policy.rules.map(({ name, definition }) => [name, definition]));
};
const prefixes = () => Object.values(rulesIn(azure)).flatMap(({ filters }) => filters.prefixMatch);
const daysIn = (snapshot: Snapshot, rule: string) =>
  rulesIn(snapshot)[rule]?.actions.baseBlob.delete.daysAfterModificationGreaterThan;

describe('the lifecycle of what is stored', () => {
  it('takes in every blob the bot writes, by the name it has in the storage', async () => {
    const ana = world.person({ channel: 'msteams' });
    await ana.does(joined(botId));
    await ana.comesInAs('ana');
    await ana.says('send mail');
    await ana.says('send mail');
    const container = 'mailbot';
    const connectionString = azurite.connectionStringAt(proxy.url);
    const { files } = openStorage({ kind: 'blob', container, connectionString }, nobody, standingClock());
    await withHashedFileKeys(files, 'files').write('plan', Buffer.from('of a plan'));

    const rooms = [...written].map((name) => name.replace(/[0-9a-f]{64}$/, ''));
    expect([...new Set(rooms)].sort()).toEqual([
      'mailbot/conversations%2F',
      'mailbot/files%2F',
      'mailbot/limits%2F',
      'mailbot/people%2F',
    ]);
    const matches = (name: string) => prefixes().filter((prefix) => name.startsWith(prefix)).length;
    expect([...written].map(matches)).toEqual([...written].map(() => 1));
  });

  it('has a prefix for each place the bot writes to but that of signatures, and no other', () => {
    const app = readFileSync(join(__dirname, '../../bot/app.ts'), 'utf8');
    const places = [...app.matchAll(/withHashed(?:File)?Keys\(\w+, '(\w+)'\)/g)].map(
      ([, place]) => `mailbot/${place}`,
    );
    // Signatures stay until they are removed, and /privacy says so.
    const expiring = places.filter((place) => place !== 'mailbot/signatures');
    expect(prefixes().sort()).toEqual([...new Set([...expiring, 'mailbot/limits'])].sort());
  });

  it('ends after the bot has looked at it for the last time', () => {
    const template = readFileSync(join(infra, 'azure.bicep'), 'utf8');
    const least = Number(/@minValue\((\d+)\)\s+param keepDays/.exec(template)?.[1]);
    expect(daysIn(azure, 'abandoned')).toBeGreaterThanOrEqual(least);
    expect(daysIn(readSnapshot('options'), 'abandoned')).toBe(60);
    // Counts are of an hour.
    expect(daysIn(azure, 'counts')).toBe(1);
    // Only a form has files, and its text goes after a day.
    expect(daysIn(azure, 'files')).toBe(7);
    expect(7 * day).toBeGreaterThan(mailLifetimes.formText);

    const bot = readFileSync(join(__dirname, '../../bot/mailBot.ts'), 'utf8');
    const [, greetedDays] = /welcomedFor = (\d+) \* 24 \* 3_600_000/.exec(bot) ?? [];
    expect(least).toBeGreaterThan(Number(greetedDays));
    expect(least * day).toBeGreaterThan(Math.max(mailLifetimes.outcome, mailLifetimes.formText));
  });
});

describe('the storage account', () => {
  it('has no keys, nothing public, and keeps nothing that was deleted', () => {
    expect(propertiesOf(azure, 'Microsoft.Storage/storageAccounts')).toMatchObject({
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
    });
    expect(propertiesOf(azure, 'Microsoft.Storage/storageAccounts/blobServices/containers')).toEqual({
      publicAccess: 'None',
    });
    expect(propertiesOf(azure, 'Microsoft.Storage/storageAccounts/blobServices')).toEqual({
      deleteRetentionPolicy: { enabled: false },
      containerDeleteRetentionPolicy: { enabled: false },
      isVersioningEnabled: false,
    });
  });
});
