// The security headers of every page.
import type { Settings } from '../settings';

/**
 * @param settings the Direct Line the page talks to and the sites that may frame it
 * @returns headers: scripts from this origin only, no framing by strangers, no referrer
 */
export function pageHeaders({
  directLine,
  webChatTrustedOrigins,
}: Pick<Settings, 'directLine' | 'webChatTrustedOrigins'>): Record<string, string> {
  // Web Chat speaks HTTPS and WebSocket to Direct Line; its styles are written by its script, hence 'unsafe-inline'.
  const talksTo = directLine ? [directLine.url, directLine.url.replace(/^http/, 'ws')] : [];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // The Direct Line client reads a chosen file by its blob: address.
    ["connect-src 'self' blob:", ...talksTo].join(' '),
    // The sample page shows the chat in a frame.
    "frame-src 'self'",
    ["frame-ancestors 'self'", ...webChatTrustedOrigins].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Language',
  };
}
