// Calls of Bot Framework's services: whatever an answer's headers look like, what it says is read.
import { callService } from '../bot/channel/serviceCalls';

const answered = (headers: Record<string, string>) =>
  callService('connector', {
    fetch: async () => new Response(Buffer.from('{"id":"1"}'), { headers }),
    token: async () => undefined,
  })({ method: 'GET', url: 'https://connector.example/' });

describe('an answer', () => {
  it.each([
    ['application/json', { 'content-type': 'application/json; charset=utf-8' }],
    ['JSON in capitals', { 'content-type': 'Application/JSON' }],
    ['no type at all', {}],
  ])('of %s is read', async (_what, headers) => {
    expect(await answered(headers)).toEqual({ id: '1' });
  });

  it('of another type is none', async () => {
    expect(await answered({ 'content-type': 'text/plain' })).toBeUndefined();
  });
});
