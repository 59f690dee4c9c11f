// The photos in memory: each asked for once an hour, and no more of them than there is room for.
import type { Graph } from '../../bot/graph/client';
import { openPhotos } from '../../bot/graph/photo';

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, ...new Array(97).fill(0)]);

/** A Graph whose people have this photo, and how often it was asked. */
function graphWith(photo: Uint8Array) {
  let asked = 0;
  const call = async () => {
    asked += 1;
    return photo.buffer;
  };
  return { graph: { call } as unknown as Graph, asked: () => asked };
}

it('the oldest goes when there is no room', async () => {
  const { graph, asked } = graphWith(jpeg);
  // Room for two of about 360 characters.
  const photos = openPhotos(() => 0, 800);
  for (const person of ['ana', 'bao', 'chi']) await photos(graph, person);
  await photos(graph, 'chi');
  await photos(graph, 'bao');
  expect(asked()).toBe(3);
  await photos(graph, 'ana');
  expect(asked()).toBe(4);
});

it('that somebody has none takes little room', async () => {
  const { graph, asked } = graphWith(new Uint8Array());
  const photos = openPhotos(() => 0, 800);
  for (const person of ['ana', 'bao', 'chi', 'dee']) await photos(graph, person);
  for (const person of ['ana', 'bao', 'chi', 'dee']) await photos(graph, person);
  expect(asked()).toBe(4);
});
