// Sign-in links: a state that this program gave out is known again, so that nobody can change whose chat it is for.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readState, type SignInState } from '../tokenService/state';

export interface Links {
  /** The address of a sign-in. @param state as the bot gave it, base64 */
  linkOf(url: string, state: string): string;
  /** Reads the query of such an address. @returns nothing for what is no state; `isOurs`: this program gave it out */
  read(query: URLSearchParams): { state: SignInState; isOurs: boolean } | undefined;
}

export function createLinks(): Links {
  const key = randomBytes(32);
  const proofOf = (state: SignInState): string =>
    createHmac('sha256', key).update(JSON.stringify(state)).digest('base64url');
  return {
    linkOf(url, given) {
      const state = readState(given);
      const proof = state ? proofOf(state) : '';
      // Web Chat appends something to the last value, so the state comes last.
      return `${url}/signin?proof=${proof}&state=${encodeURIComponent(given)}`;
    },
    read(query) {
      const state = readState(query.get('state') ?? '');
      if (!state) return undefined;
      const [given, own] = [query.get('proof') ?? '', proofOf(state)].map((proof) => Buffer.from(proof));
      const isOurs = given?.length === own?.length && timingSafeEqual(given as Buffer, own as Buffer);
      return { state, isOurs };
    },
  };
}
