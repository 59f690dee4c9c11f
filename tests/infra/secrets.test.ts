// Secrets in a deployment: which there are, and where they go.
import { readSnapshot } from './snapshot';

const text = (name: 'azure' | 'options' | 'local') => JSON.stringify(readSnapshot(name));

describe('the client secret of the app registration', () => {
  it.each(['azure', 'options', 'local'] as const)('is never in clear in a deployment (%s)', (name) => {
    expect(text(name)).not.toContain('a secret of the snapshot');
  });

  it.each([
    ['azure', ['mailbot/graph', 'mailbot/directory']],
    ['options', ['mailbot/graph']],
    ['local', ['mailbot/graph', 'mailbot/directory']],
  ] as const)('goes to the OAuth connections and nowhere else (%s)', (name, connections) => {
    const { predictedResources, outputs } = readSnapshot(name);
    const holders = predictedResources.filter((one) => JSON.stringify(one).includes('aadAppClientSecret'));
    expect(holders.map((holder) => holder.name)).toEqual(connections);
    expect(JSON.stringify(outputs)).not.toContain('aadAppClientSecret');
  });
});

describe("Direct Line's key", () => {
  it('is the only one that is asked for, and goes straight into the vault', () => {
    const { predictedResources } = readSnapshot('azure');
    const asking = predictedResources.filter((one) => /\blist\w+\(/.test(JSON.stringify(one)));
    expect(asking.map(({ name, type }) => [type, name])).toEqual([
      ['Microsoft.KeyVault/vaults/secrets', 'kv-mailbot/direct-line-secret'],
    ]);
    expect(asking[0]?.properties.value).toMatch(/^\[listChannelWithKeys\('.+\/DirectLineChannel'/);
  });

  it('is no output', () => {
    expect(JSON.stringify(readSnapshot('azure').outputs)).not.toMatch(/\blist\w+\(/);
  });
});
