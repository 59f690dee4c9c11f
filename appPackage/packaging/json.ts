// JSON as it comes out of a file: nothing is known of it until it is looked at.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is at a path such as `bots[0].commandLists[1].scopes`. */
export function at(json: Json, path: string): Json | undefined {
  let here: Json | undefined = json;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    here = Array.isArray(here) ? here[Number(step)] : isObject(here) ? here[step] : undefined;
  }
  return here;
}

/** Every text, with its path. */
export function textsOf(json: Json, path = ''): { path: string; text: string }[] {
  if (typeof json === 'string') return [{ path, text: json }];
  if (Array.isArray(json)) return json.flatMap((item, i) => textsOf(item, `${path}[${i}]`));
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) => textsOf(value, path ? `${path}.${key}` : key));
}

/** The same JSON with every text changed. */
export function mapTexts(json: Json, change: (text: string) => string): Json {
  if (typeof json === 'string') return change(json);
  if (Array.isArray(json)) return json.map((item) => mapTexts(item, change));
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mapTexts(value, change)]));
}
