// What is used of Microsoft's Direct Line client (botframework-directlinejs, inside Web Chat).

export interface Activity {
  id?: string;
  type?: string;
  replyToId?: string;
  attachments?: unknown[];
  channelData?: { clientActivityID?: string; postBack?: boolean };
}

export interface Subscription {
  unsubscribe(): void;
}

export interface Observer {
  next(id: string): void;
  error(error: unknown): void;
}

export interface Activities {
  do(
    next: (activity: Activity) => void,
    error: (error: { status?: number }) => void,
    complete: () => void,
  ): Activities;
}

export interface DirectLine {
  activity$: Activities;
  connectionStatus$: { subscribe(next: (status: number) => void): Subscription };
  postActivity(activity: Activity): { subscribe(observer: Observer): Subscription };
  getSessionId(): {
    subscribe(next: (id: string) => void, error: (error: unknown) => void): unknown;
  };
  end(): void;
  /** The present one. */
  token: string;
  // From here on it is the client's own affair.
  services: { WebSocket: typeof WebSocket };
  /** Of a request in ms, and the pause after a reconnect that failed. */
  timeout: number;
  /** How often a reconnect is tried. */
  retries: number;
  /** Milliseconds until the first reconnect. */
  getRetryDelay(): number;
}
