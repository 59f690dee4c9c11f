// Addresses of this machine: no network is on the way to them.

/** As `URL` writes a host; it makes 127.0.0.1 of the other spellings of an IPv4 address. */
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host, without its port, is this machine, whatever a name server may say. */
export const isLoopbackHost = (host: string): boolean => loopbackHost.test(host);

/** Whether a URL leads to this machine. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
