// Addresses that the bot may call with what is private: https, or this machine.

/** Whether an address is https, or http to this machine, where nobody can listen on the way. */
export function mayBeCalled(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return true;
  return url?.protocol === 'http:' && isLoopback(url.hostname);
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
