// Files written into their address: read where a client may send such, without a request, and only when they are well-formed.
import { inChannel, openArrivals } from './arrival';

const ana = Buffer.from('Ana Lê\n');
const packed = ana.toString('base64');

describe.each(['webchat', 'directline', 'emulator'])('a data: URL sent through %s', (channel) => {
  it.each<[string, string, Buffer]>([
    ['in base64', `data:text/plain;base64,${packed}`, ana],
    ['with parameters', `data:text/plain;charset=utf-8;name=a.txt;base64,${packed}`, ana],
    ['without a type', `data:;base64,${packed}`, ana],
    ['in capitals', `DATA:TEXT/PLAIN;BASE64,${packed}`, ana],
    ['with escaped letters of base64', `data:;base64,${encodeURIComponent(packed)}`, ana],
    ['in several lines', `data:;base64,${packed.slice(0, 4)}\r\n ${packed.slice(4)}`, ana],
    ['without padding', `data:;base64,${packed.replace(/=/g, '')}`, ana],
    ['with a fragment', `data:;base64,${packed}#page`, ana],
    ['escaped', `data:text/plain,${encodeURIComponent(ana.toString())}`, ana],
    ['as it is', `data:text/plain;charset=utf-8,${ana}`, ana],
    ['with bytes that are no text', 'data:,%00%FF%fe', Buffer.from([0, 255, 254])],
    ['with a sign that escapes nothing', 'data:,100%25 of 50%', Buffer.from('100% of 50%')],
    ['that names base64 as another parameter', 'data:text/plain;base64;x=1,SGk=', Buffer.from('SGk=')],
    ['with commas', 'data:,a,b', Buffer.from('a,b')],
    ['with nothing in it', 'data:,', Buffer.alloc(0)],
    ['with nothing in base64', 'data:;base64,', Buffer.alloc(0)],
    ['longer than an address', `data:,${'a'.repeat(200_000)}`, Buffer.alloc(200_000, 'a')],
  ])('%s is its file, and nothing is asked for', async (_what, url, bytes) => {
    const world = openArrivals();
    expect((await world.read(inChannel(channel, url))).equals(bytes)).toBe(true);
    expect(world.calls).toEqual([]);
  });

  it.each([
    'data:',
    'data:text/plain;base64',
    'data:;base64,S',
    'data:;base64,SGk==',
    'data:;base64,SG=k',
    'data:;base64,S===',
    'data:;base64,=',
    'data:;base64,SGk!',
    'data:;base64,_-_-',
    'data:;base64,Zm9v\u0000',
    'data :,a',
    ' data:,a',
    'xdata:,a',
    'data://evil.example/a',
  ])('such as %j is none', async (url) => {
    const world = openArrivals();
    expect(await world.refusal(inChannel(channel, url))).toBe('notReadable');
    expect(world.calls).toEqual([]);
  });
});
