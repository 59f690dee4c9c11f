// Mentions: what a person said to the bot, without the "@Mail bot" that a group chat needs in front of it.
import { type Activity, Channels } from 'botbuilder';

/** A mention in the text, `<at>Name</at>`; bounded, so that no text makes it search for long. */
const mention = /<at(?: [^<>]{0,100})?>([^<>]{0,200})<\/at>/g;

/** In so many ways one message may write the bot's name: the whole text is searched for each. */
const mostNames = 20;

/**
 * Reads a message's text. Mentions of the bot are taken out, however many; of other people's the name stays. Teams writes
 * them as `<at>` into the text and tells in `entities` of whom each is; its clients put a space behind them that may be
 * non-breaking, as a character or as `&nbsp;`.
 */
export function saidTo({ channelId, text = '', entities, recipient }: Partial<Activity>): string {
  const ofBot = (entities ?? []).filter(
    (entity) => entity.type === 'mention' && entity.mentioned?.id === recipient?.id,
  );
  const written = new Set(ofBot.map((entity) => String(entity.text ?? '')).filter(Boolean));
  const toBot = [...written]
    .slice(0, mostNames)
    .reduce((rest, name) => rest.replaceAll(name, ' '), text ?? '');
  // Elsewhere whoever types this means it.
  if (channelId !== Channels.Msteams) return toBot;
  return toBot.replace(mention, '$1').replaceAll('&nbsp;', ' ');
}
