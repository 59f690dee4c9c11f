// Mentions: what a person said to the bot, without the "@Mail bot" that a group chat needs in front of it.
import { type Activity, Channels, type Entity } from 'botbuilder';
import { cleanLine } from '../runtime/cleanText';
import { withoutQuotes } from './quotes';

/** A mention in the text, `<at>Name</at>`. Its length is bounded, so that no text makes the search long. */
const mention = /<at(?: [^<>]{0,100})?>([^<>]{0,400})<\/at>/g;

/** The most spellings of the bot's name in one message, and their length. The whole text is searched for each. */
const mostNames = 20;
const longestName = 300;

/** Stands on both sides of what is left of a mention. It is a control character, which no clean text has. */
const edge = '\u0000';

/**
 * Reads a message's text. Mentions of the bot are taken out, however many; of other people's the name stays. Teams writes
 * them as `<at>` into the text and names in `entities` who is mentioned. A tag that no entity tells of was typed by the
 * person, so it stays, as it does outside Teams.
 */
export function saidTo(activity: Partial<Activity>): string {
  const { channelId, entities, recipient } = activity;
  const mentions = (entities ?? []).filter(({ type }) => type === 'mention');
  const ofBot = mentions.filter(({ mentioned }) => mentioned?.id === recipient?.id);
  const written = new Set(ofBot.map((entity) => String(entity.text ?? '')).filter(Boolean));
  const isTeams = channelId === Channels.Msteams;
  const text = isTeams ? withoutQuotes(activity) : (activity.text ?? '');
  const place = isTeams ? `${edge} ${edge}` : ' ';
  const botNames = namesOf(ofBot, recipient?.name);
  const otherNames = namesOf(mentions.filter((one) => !ofBot.includes(one)));
  const toName = (tag: string, inner: string) => {
    const name = nameIn(inner);
    if (botNames.has(name)) return place;
    return otherNames.has(name) ? `${edge}${name}${edge}` : tag;
  };
  const parts = [...written]
    .filter((name) => name.length <= longestName)
    .slice(0, mostNames)
    .reduce((rest, name) => rest.replaceAll(name, place), isTeams ? text.replace(mention, toName) : text)
    .split(edge);
  return parts.length === 1 ? parts.join('') : parts.map(withPlainSpaces).join('');
}

/** The names that entities tell of. An entity may lack its text, and then has the name beside the account's id. */
function namesOf(mentions: Entity[], ownName = ''): Set<string> {
  const names = mentions.flatMap(({ text, mentioned }) => {
    const written = String(text ?? '').replace(mention, '$1');
    return [nameIn(written), String(mentioned?.name ?? ''), ownName];
  });
  return new Set(names.filter(Boolean));
}

const references: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The name in a tag. Teams writes signs of HTML in it as references: `R&amp;D`. */
const nameIn = (inner: string): string =>
  cleanLine(inner.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => references[name] ?? ''));

/** Clients of Teams put a space beside a mention, and may write it as `&nbsp;`. Elsewhere that was typed by the person. */
function withPlainSpaces(part: string): string {
  const space = '&nbsp;';
  let [start, end] = [0, part.length];
  while (part.startsWith(space, start)) start += space.length;
  while (end > start && part.endsWith(space, end)) end -= space.length;
  return `${start > 0 ? ' ' : ''}${part.slice(start, end)}${end < part.length ? ' ' : ''}`;
}
