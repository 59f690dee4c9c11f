// Addresses that the bot may call with what is private: https, or this machine.
import { isLoopback } from '../runtime/loopback';

/** Whether an address is https, or http to this machine, where nobody can listen on the way. */
export function mayBeCalled(address: string): boolean {
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(address));
}
