// Proactive messages: a turn of its own in the same conversation after a turn has ended, to report a slow send.
import { TurnContext } from 'botbuilder';
import { traceOf } from '../runtime/log';
import type { Outcome } from './outcome';
import { startTurn, type Turn } from './turn';

/** Runs a later turn. It never rejects: a failure is logged, and what was not reported is reported at the next word. */
export type RunLater = (report: (later: Turn) => Promise<Outcome>) => Promise<void>;

/**
 * Prepares a later turn in the conversation of this one. Must be called while this turn lasts, for its context is revoked
 * when it ends.
 */
export function prepareLater({ services, context, activity, words, clicked, entry }: Turn): RunLater {
  const { adapter, clock, log } = services;
  const sender = adapter.senderOf(context);
  const reference = TurnContext.getConversationReference(context.activity);
  const command = `${entry.command.replace(/, later$/, '')}, later`;
  return async (report) => {
    try {
      await adapter.continueConversationAsync(sender, reference, async (laterContext) => {
        const started = clock.now();
        // The reference has neither a time zone nor a click.
        const { localTimezone } = activity;
        if (localTimezone) laterContext.activity.localTimezone = localTimezone;
        const later = { ...startTurn(services, laterContext), words, ...(clicked ? { clicked } : {}) };
        later.entry.command = command;
        try {
          later.entry.outcome = await report(later);
        } finally {
          log.info({ ...later.entry, ms: clock.now() - started }, 'turn');
        }
      });
    } catch (error) {
      log.error(traceOf(error), 'a proactive message failed');
    }
  };
}
