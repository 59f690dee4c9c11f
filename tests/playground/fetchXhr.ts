// An XMLHttpRequest made of fetch: the Direct Line client asks for one, and Node has none.
import { createEar } from './directLineRig';

/** Only what rxjs 5's ajax uses. */
export class FetchXhr {
  /** Every answer, once the client has handled it. */
  static readonly answered = createEar<{ url: string; status: number }>();

  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange?: () => void;
  ontimeout?: () => void;
  method = 'GET';
  url = '';
  private readonly headers = new Headers();
  private readonly controller = new AbortController();

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  getResponseHeader(): null {
    return null;
  }

  abort(): void {
    this.controller.abort();
  }

  send(body?: string | FormData): void {
    void this.run(body);
  }

  private async run(body?: string | FormData): Promise<void> {
    const { method, headers } = this;
    const { signal } = this.controller;
    try {
      const answer = await fetch(this.url, { method, headers, signal, ...(body ? { body } : {}) });
      const bytes = await answer.arrayBuffer();
      if (this.responseType === 'arraybuffer') this.response = bytes;
      else this.response = bytes.byteLength ? JSON.parse(Buffer.from(bytes).toString()) : null;
      this.status = answer.status;
    } catch {
      this.status = 0;
    }
    this.readyState = 4;
    if (!signal.aborted) this.onreadystatechange?.();
    FetchXhr.answered.hear({ url: this.url, status: this.status });
  }
}
