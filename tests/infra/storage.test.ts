// What the storage deletes by itself: all that the bot writes, and none of it before the bot has done with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailLifetimes } from '../../bot/mail/mailRecord';
import { answer, type RunningProxy, startProxy } from '../bench/faults/proxy';
import { botId, joined } from '../support/activities';
import { type Azurite, startAzurite } from '../support/azurite';
import { startWorld, type World } from '../support/world';
import { type BicepFile, jsonOf, propertiesIn, readBicep, valueIn } from './bicep';

jest.setTimeout(30_000);

const day = 24 * 3_600_000;
let azurite: Azurite;
let proxy: RunningProxy;
let world: World;
/** Container and name of every blob that was written. */
const written = new Set<string>();
let file: BicepFile;

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
  file = await readBicep('modules/storage.bicep');
});
afterAll(async () => {
  await world.close();
  proxy.close();
  await azurite.close();
});

interface Lifecycle {
  policy: {
    rules: {
      definition: {
        filters: { prefixMatch: string[] };
        actions: { baseBlob: { delete: Record<string, unknown> } };
      };
    }[];
  };
}

/** What the only rule says. */
const rule = () => {
  const { policy } = propertiesIn(file, 'lifecycle') as unknown as Lifecycle;
  expect(policy.rules).toHaveLength(1);
  return (policy.rules[0] as Lifecycle['policy']['rules'][0]).definition;
};
/** Its prefixes, with the container's name in its place. */
const prefixes = () => {
  const container = String(jsonOf(valueIn(file, 'containerName')));
  return rule().filters.prefixMatch.map((prefix) =>
    prefix.replace(/^\['\$\{containerName\}(.*)'\]$/, `${container}$1`),
  );
};

describe('the lifecycle of what is stored', () => {
  it('takes in every blob the bot writes, by the name it has in the storage', async () => {
    const ana = world.person({ channel: 'msteams' });
    await ana.does(joined(botId));
    await ana.comesInAs('ana');
    await ana.says('send mail');
    await ana.says('send mail');

    const rooms = [...written].map((name) => name.replace(/[0-9a-f]{64}$/, ''));
    expect([...new Set(rooms)].sort()).toEqual(['mailbot/conversations%2F', 'mailbot/people%2F']);
    const matches = (name: string) => prefixes().filter((prefix) => name.startsWith(prefix)).length;
    expect([...written].map(matches)).toEqual([...written].map(() => 1));
  });

  it('has a prefix for each place the bot writes to, and no other', () => {
    const app = readFileSync(join(__dirname, '../../bot/app.ts'), 'utf8');
    const places = [...app.matchAll(/withHashedKeys\(\w+, '(\w+)'\)/g)].map(
      ([, place]) => `mailbot/${place}`,
    );
    expect(prefixes().sort()).toEqual(places.sort());
  });

  it('ends after the bot has looked at it for the last time', async () => {
    const main = await readBicep('azure.bicep');
    const least = Number(/@minValue\((\d+)\)\s+param keepDays/.exec(main.text)?.[1]);
    expect(jsonOf(valueIn(main, 'keepDays'))).toBeGreaterThanOrEqual(least);

    const bot = readFileSync(join(__dirname, '../../bot/mailBot.ts'), 'utf8');
    const [, greetedDays] = /welcomedFor = (\d+) \* 24 \* 3_600_000/.exec(bot) ?? [];
    expect(least).toBeGreaterThan(Number(greetedDays));
    expect(least * day).toBeGreaterThan(Math.max(mailLifetimes.outcome, mailLifetimes.formText));
    expect(rule().actions.baseBlob.delete).toEqual({ daysAfterModificationGreaterThan: '[keepDays]' });
  });
});

describe('the storage account', () => {
  it('has no keys, nothing public, and keeps nothing that was deleted', () => {
    expect(propertiesIn(file, 'account')).toMatchObject({
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
    });
    expect(propertiesIn(file, 'container')).toEqual({ publicAccess: 'None' });
    expect(propertiesIn(file, 'blobs')).toEqual({
      deleteRetentionPolicy: { enabled: false },
      containerDeleteRetentionPolicy: { enabled: false },
      isVersioningEnabled: false,
    });
  });
});
