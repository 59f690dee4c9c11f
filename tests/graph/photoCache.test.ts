// The photo cache: how much it holds, and which photo goes first.
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

it('the oldest photo goes when there is no room', async () => {
  const { graph, asked } = graphWith(jpeg);
  // Room for two of about 360 characters.
  const photos = openPhotos(() => 0, 800);
  for (const person of ['ana', 'bao', 'chi']) await photos.of(graph, person);
  await photos.of(graph, 'chi');
  await photos.of(graph, 'bao');
  expect(asked()).toBe(3);
  await photos.of(graph, 'ana');
  expect(asked()).toBe(4);
});

it('that a person has no photo takes little room', async () => {
  const { graph, asked } = graphWith(new Uint8Array());
  const photos = openPhotos(() => 0, 800);
  for (const person of ['ana', 'bao', 'chi', 'dee']) await photos.of(graph, person);
  for (const person of ['ana', 'bao', 'chi', 'dee']) await photos.of(graph, person);
  expect(asked()).toBe(4);
});
