// Connection strings of Azure storage: where the blobs are, and what lets the bot in. Nothing of them is ever shown.

export interface BlobAccount {
  /** The blob service's address. */
  url: string;
  proof: { name: string; key: Buffer } | { signature: string };
}

/** What `UseDevelopmentStorage=true` stands for: Azurite on this machine. Its name and key are published, the same for everybody. */
const developmentAccount: BlobAccount = {
  url: 'http://127.0.0.1:10000/devstoreaccount1',
  proof: {
    name: 'devstoreaccount1',
    key: Buffer.from(
      'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
      'base64',
    ),
  },
};

/**
 * Reads a connection string, as Microsoft Learn has it under "Configure Azure Storage connection strings": with an
 * account's key or a shared access signature, and BlobEndpoint or what makes it (DefaultEndpointsProtocol, AccountName,
 * EndpointSuffix).
 * @returns nothing where something is missing or cannot be right
 */
export function readConnectionString(text: string): BlobAccount | undefined {
  if (text.startsWith('UseDevelopmentStorage=true')) return developmentAccount;
  const parts = partsOf(text);
  const url = endpointOf(parts);
  const proof = proofOf(parts);
  return url && proof ? { url, proof } : undefined;
}

/** A value may have `=` in it. */
function partsOf(text: string): Map<string, string> {
  const parts = text.split(';').map((part) => part.trim());
  return new Map(parts.map((part) => [part.split('=', 1)[0] ?? '', part.slice(part.indexOf('=') + 1)]));
}

function endpointOf(parts: Map<string, string>): string | undefined {
  const made = ['DefaultEndpointsProtocol', 'AccountName', 'EndpointSuffix'].map((name) => parts.get(name));
  const [protocol, name, suffix] = made;
  const url =
    parts.get('BlobEndpoint') || (made.every(Boolean) ? `${protocol}://${name}.blob.${suffix}` : '');
  const isAddress = /^https?:\/\/[^?#]+$/i.test(url) && URL.canParse(url);
  return isAddress ? url : undefined;
}

function proofOf(parts: Map<string, string>): BlobAccount['proof'] | undefined {
  const name = parts.get('AccountName');
  const key = parts.get('AccountKey');
  const signature = parts.get('SharedAccessSignature')?.replace(/^\?/, '');
  if (!key) return signature ? { signature } : undefined;
  return name && /^[\w+/]+={0,2}$/.test(key) ? { name, key: Buffer.from(key, 'base64') } : undefined;
}
