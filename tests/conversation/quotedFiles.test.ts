// Files and cards of a message that is mailed on: the quote names them, with their links.
import { mails, messageAction, reading } from '../support/messageAction';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

it('a quoted message names its files with their links and its cards with their titles', async () => {
  const { ana, alone } = await reading(world, {}, 'ana');
  const card = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Release "7"' }] };
  const attachments = [
    {
      id: '1',
      contentType: 'reference',
      contentUrl: 'https://contoso.sharepoint.com/plan.docx',
      name: 'plan.docx',
      content: null,
    },
    {
      id: '2',
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: JSON.stringify(card),
      name: null,
    },
    { id: '3', contentType: 'messageReference', content: '{}' },
    null,
  ];
  await mails(ana, messageAction({ attachments }));
  expect(alone.card().inputs.body).toContain(
    '> The plan is ready.\n> File: plan.docx https://contoso.sharepoint.com/plan.docx\n> Card: Release "7"\n',
  );
});
