// Mentions: what a person said to the bot, without the "@Mail bot" that a group chat needs in front of it.
import { type Activity, Channels } from 'botbuilder';

/** A mention in the text, `<at>Name</at>`. Its length is bounded, so that no text makes the search long. */
const mention = /<at(?: [^<>]{0,100})?>([^<>]{0,200})<\/at>/g;

/** The most spellings of the bot's name in one message, and their length. The whole text is searched for each. */
const mostNames = 20;
const longestName = 300;

/**
 * Reads a message's text. Mentions of the bot are taken out, however many; of other people's the name stays. Teams writes
 * them as `<at>` into the text and names in `entities` who is mentioned. Its clients put a space behind them that may be
 * non-breaking, as a character or as `&nbsp;`.
 */
export function saidTo({ channelId, text = '', entities, recipient }: Partial<Activity>): string {
  const ofBot = (entities ?? []).filter(
    (entity) => entity.type === 'mention' && entity.mentioned?.id === recipient?.id,
  );
  const written = new Set(ofBot.map((entity) => String(entity.text ?? '')).filter(Boolean));
  const toBot = [...written]
    .filter((name) => name.length <= longestName)
    .slice(0, mostNames)
    .reduce((rest, name) => rest.replaceAll(name, ' '), text ?? '');
  // Outside Teams, `<at>` in a text was typed by the person, so it stays.
  if (channelId !== Channels.Msteams) return toBot;
  return toBot.replace(mention, '$1').replaceAll('&nbsp;', ' ');
}
