// One file served to browsers: versioned address, long cache, compressed once and kept in memory.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants, gzip } from 'node:zlib';
import type { Request, Response, Server } from 'restify';

export interface StaticFile {
  /** The address with the version of the content in it, so that a browser may keep the answer for a year. */
  url(): string;
  /** Adds the GET route. */
  mount(server: Server): void;
}

interface Loaded {
  version: string;
  changed: number;
  compressed: Map<Encoding, Promise<Buffer>>;
}

type Packed = 'br' | 'gzip';
/** As it is sent. Each is made once and kept: a file in memory for every request would add up. */
type Encoding = Packed | 'plain';

const compressors: Record<Packed, (content: Buffer) => Promise<Buffer>> = {
  // Quality 9 takes 0.4 s for Web Chat's 3.9 MB; the highest, 11, takes six seconds for a tenth less.
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
};

/**
 * @param file served at `address` as `type`; made of the files at `paths`, of the first alone unless `make` makes more
 *   of them. One that ends in `.br` is stored packed, as a build leaves the largest. `watch` looks for a changed file at
 *   every use
 */
export function staticFile(file: {
  address: string;
  paths: [string, ...string[]];
  type: string;
  watch: boolean;
  make?: (...contents: string[]) => string;
}): StaticFile {
  const { paths, make } = file;
  const changedAt = () => Math.max(...paths.map((path) => statSync(path).mtimeMs));
  const isPacked = paths[0].endsWith('.br');
  const stored = (): Buffer =>
    make ? Buffer.from(make(...paths.map((path) => readFileSync(path, 'utf8')))) : readFileSync(paths[0]);
  const read = (): Buffer => (isPacked ? brotliDecompressSync(stored()) : stored());
  const compress = async (encoding: Encoding): Promise<Buffer> => {
    if (encoding === 'plain') return read();
    return isPacked && encoding === 'br' ? stored() : compressors[encoding](read());
  };
  let loaded: Loaded | undefined;
  const current = (): Loaded => {
    const changed = loaded && !file.watch ? loaded.changed : changedAt();
    if (!loaded || loaded.changed !== changed) {
      const version = createHash('sha256').update(stored()).digest('hex').slice(0, 12);
      loaded = { version, changed, compressed: new Map() };
    }
    return loaded;
  };

  const serve = async (req: Request, res: Response) => {
    const { version, compressed } = current();
    const encoding = encodingOf(req.headers['accept-encoding']);
    const headers = {
      'Content-Type': file.type,
      'Cache-Control': asksFor(req, version) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      ETag: `"${version}-${encoding ?? 'plain'}"`,
      Vary: 'Accept-Encoding',
    };
    if (req.headers['if-none-match'] === headers.ETag) {
      res.writeHead(304, headers);
      res.end();
      return;
    }
    const content = await once(compressed, encoding ?? 'plain', compress);
    res.writeHead(200, {
      ...headers,
      'Content-Length': content.length,
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    });
    res.end(content);
  };

  return {
    url: () => `${file.address}?v=${current().version}`,
    mount: (server) => {
      server.get(file.address, serve);
    },
  };
}

/** Compresses at the first request and keeps only the result: the plain 3.9 MB would stay in memory for nothing. */
function once(
  compressed: Loaded['compressed'],
  encoding: Encoding,
  compress: (encoding: Encoding) => Promise<Buffer>,
): Promise<Buffer> {
  const kept = compressed.get(encoding) ?? compress(encoding);
  compressed.set(encoding, kept);
  // A file that could not be read now may be read the next time.
  kept.catch(() => compressed.delete(encoding));
  return kept;
}

function encodingOf(accepted: string | string[] | undefined): Packed | undefined {
  const names = String(accepted ?? '')
    .split(',')
    .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
    .map((item) => item.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding));
}

function asksFor(req: Request, version: string): boolean {
  return new URLSearchParams(req.getQuery()).get('v') === version;
}
