// The token command: what the access token allows and until when; the token itself only where the settings say so.
import { decode } from 'jsonwebtoken';
import { type Row, renderCard } from '../../../cards/render';
import { showMailbox } from '../../mail/recipients';
import type { Outcome } from '../../turn/outcome';
import { showTime } from '../../turn/time';
import { show, type Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';

export async function showToken(turn: Turn): Promise<Outcome> {
  return asSignedIn(turn, { name: 'token' }, async ({ token, account }) => {
    const { t, group } = turn.words;
    const { showAccessToken } = turn.services.settings;
    const readable = readWorkToken(token.token);
    const expires = Date.parse(token.expiration ?? '');
    const rows: Row[] = [
      { label: t('token.account'), value: showMailbox(await account()) },
      { label: t('token.kind'), value: t(readable ? 'token.work' : 'token.personal') },
      { label: t('token.scopes'), value: readable?.scopes || t('token.unreadable') },
      {
        label: t('token.expires'),
        value: Number.isNaN(expires) ? t('token.unknown') : showTime(turn, expires),
      },
    ];
    const note = t(showAccessToken ? 'token.shown' : 'token.hidden');
    const card = renderCard(
      'token',
      { rows, note, token: showAccessToken ? token.token : '' },
      group('cards.token'),
    );
    await show(turn, card, { summary: t('cards.token.summary'), speak: t('heard.token') });
    return 'done';
  });
}

/**
 * Reads a work account's token for show; nothing is decided by it. A personal account's token is opaque ("EwB…") and is
 * left alone: only something with a JWT's three parts is looked into.
 */
function readWorkToken(token: string): { scopes: string } | undefined {
  if (token.split('.').length !== 3) return undefined;
  const claims = decode(token, { json: true });
  return claims
    ? { scopes: typeof claims.scp === 'string' ? claims.scp.split(' ').join(', ') : '' }
    : undefined;
}
