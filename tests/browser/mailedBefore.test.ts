// What a form knows of one's earlier emails, in Web Chat: people to tick, a second look before sending, and writing to them again.

import { phrasesOf, words } from '../../bot/locales';
import { listOf } from '../../bot/turn/listOf';
import type { SentMail } from '../../playground/mailbox';
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { focusOn as isFocusOn } from '../support/focus';
import { type Hears, listen } from '../support/heard';
import { addresses } from '../support/mails';
import { wideIn } from '../support/view';

const chi = { name: 'Lê Chi', address: 'chi.le@fabrikam.example' };
const bao = { name: 'Bảo *guest*', address: 'bao@contoso.com' };
const outside = '1 recipient is outside your organisation: chi.le@fabrikam.example.';
const people = 'People you’ve emailed';
const again = 'Email the same people';
/** Its name is in the page's language. */
const sendBox = '[data-id="webchat-sendbox-input"]';

describeInBrowser('somebody who has emailed people', () => {
  const chat = chatStory();
  let hears: Hears;
  beforeAll(async () => {
    hears = await listen(chat.page);
    await chat.opens();
  });

  const card = () => chat.newestCard();
  const field = (name: string) => card().getByRole('textbox', { name, exact: true });
  const focusOn = (text: string) => isFocusOn(chat.page, text);
  const arrived = (subject: string): SentMail[] =>
    chat.playground.standIns?.mailbox.messages.filter((mail) => mail.subject === subject) ?? [];
  const to = (subject: string) => arrived(subject).map((mail) => mail.to);
  /** How often the newest card has a text. */
  const times = (text: string) => card().getByText(text).count();
  const newForm = async () => {
    await chat.says('send mail');
    await chat.sees('From: Ana Nguyen');
    await focusOn('To');
  };
  const previews = async () => {
    await chat.presses('Preview');
    await chat.sees('Check before you send');
    return hears('Check before you send');
  };
  const sends = async (button = 'Send') => {
    await chat.presses(button);
    await chat.sees('✓ Sent');
  };

  describe('looks at a mail once more', () => {
    it('and is told of a recipient outside: shown on each preview, and heard with the first one', async () => {
      await chat.opensForm({
        To: `${chi.name} <${chi.address}>, ${bao.name} <${bao.address}>`,
        Subject: 'Tea',
        Message: 'At four',
      });
      // Nobody has been emailed yet.
      await expect(chat.button(people).count()).resolves.toBe(0);
      expect(await previews()).toContain(outside);
      await expect(times(outside)).resolves.toBe(1);
      await chat.presses('Edit');
      await chat.sees('From: Ana Nguyen');
      await field('Message').fill('At five');
      expect(await previews()).not.toContain('outside');
      await expect(times(outside)).resolves.toBe(1);
    });

    it('and sends it with one press', async () => {
      await sends();
      expect(to('Tea')).toEqual([[chi, bao]]);
    });

    it('and is asked about an address one letter from one that was emailed', async () => {
      await newForm();
      await chat.fills({ To: 'baos@contoso.com', Subject: 'Cake', Message: 'At six' });
      const similar = 'You’ve never emailed baos@contoso.com from here. Did you mean bao@contoso.com?';
      expect(await previews()).toContain(similar);
      await expect(times(similar)).resolves.toBe(1);
      await sends();
      expect(to('Cake')).toEqual([[{ address: 'baos@contoso.com' }]]);
    });

    it('and is asked once about a missing file and once about a missing subject and many people', async () => {
      await newForm();
      await chat.fills({ To: addresses(11), Message: 'The plan is attached' });
      await chat.presses('Send');
      await chat.sees('This mentions an attachment');
      await hears('no file is attached');
      await focusOn('Message');
      await chat.presses('Send');
      await chat.sees('Send to 11 recipients?');
      await hears('Send to 11 recipients?');
      await chat.sees('This email has no subject.');
      await sends('Send to all 11');
      expect(arrived('').map((mail) => mail.to.length)).toEqual([11]);
    });
  });

  describe('chooses among the people', () => {
    const tick = async (name: string) => {
      await chat.page.keyboard.press('Tab');
      await focusOn(name);
      await chat.page.keyboard.press('Space');
    };

    it('with the keyboard, by their names as they are written, and both get the mail', async () => {
      await chat.says(
        `send mail to ${bao.name} <${bao.address}>, ${chi.name} <${chi.address}> about Fruit: now`,
      );
      await chat.sees('From: Ana Nguyen');
      // Beside recipients nobody is offered.
      await expect(chat.button(people).count()).resolves.toBe(0);
      await sends();
      await newForm();
      await chat.button(people).focus();
      await chat.page.keyboard.press('Enter');
      await expect(chat.button(people).getAttribute('aria-expanded')).resolves.toBe('true');
      await tick('"Bảo *guest*" <bao@contoso.com>');
      await tick('Lê Chi <chi.le@fabrikam.example>');
      await expect(card().getByRole('checkbox', { checked: true }).count()).resolves.toBe(2);
      await chat.fills({ Subject: 'Bread', Message: 'Fresh' });
      await previews();
      await sends();
      expect(to('Bread')).toEqual([[{ address: bao.address }, { address: chi.address }]]);
    });

    it('each beside its box in a narrow window', async () => {
      await newForm();
      await chat.page.setViewportSize({ width: 320, height: 640 });
      await chat.presses(people);
      const names = card().locator('[id="people"] .ac-choiceSetInput-multiSelect label');
      const boxes = await Promise.all((await names.all()).map((name) => name.boundingBox()));
      expect(new Set(boxes.map((box) => box?.height)).size).toBeGreaterThan(1);
      expect(new Set(boxes.map((box) => box?.x)).size).toBe(1);
      await chat.page.setViewportSize({ width: 1280, height: 720 });
    });

    it('by a name typed into To, without the permission to look names up', async () => {
      await newForm();
      await chat.fills({ To: 'chi', Subject: 'Soup', Message: 'Hot' });
      await chat.presses('Preview');
      await chat.sees('Are these the right people?');
      await chat.sees('Lê Chi <chi.le@fabrikam.example>');
      await sends();
      expect(to('Soup')).toEqual([[chi]]);
    });
  });

  describe('writes again', () => {
    const inFields = async () => Promise.all(['To', 'Cc', 'Bcc'].map((name) => field(name).inputValue()));
    const copied = ['bao@contoso.com', '', 'Lê Chi <chi.le@fabrikam.example>'];

    it('to the same people from the receipt, each in the field where they were', async () => {
      await newForm();
      await chat.presses('Cc and Bcc');
      await chat.fills({ To: 'bao@contoso.com', Subject: 'Again', Message: 'One' });
      await field('Bcc').fill('Lê Chi <chi.le@fabrikam.example>');
      await sends();
      await chat.presses(again);
      await chat.sees('From: Ana Nguyen');
      expect(await inFields()).toEqual(copied);
    });

    it('to the same people from the list of sent emails', async () => {
      await chat.says('sent');
      await chat.sees('Your recent emails');
      await chat.button(again).first().click();
      await chat.sees('From: Ana Nguyen');
      expect(await inFields()).toEqual(copied);
      await chat.fills({ Subject: 'Again', Message: 'Two' });
      await sends();
      expect(arrived('Again').map(({ to, bcc }) => [to, bcc])).toEqual(
        Array(2).fill([[{ address: bao.address }], [chi]]),
      );
    });

    it('after a look into Sent Items in a window that knows nothing of this one', async () => {
      const address = 'https://outlook.office.com/mail/sentitems';
      await chat.context.route(address, (route) => route.fulfill({ body: 'Sent Items' }));
      const opened = chat.context.waitForEvent('page');
      await chat.presses('Sent Items in Outlook');
      const outlook = await opened;
      await outlook.waitForURL(address);
      expect(await outlook.evaluate('[window.opener, document.referrer]')).toEqual([null, '']);
      await outlook.close();
    });

    it('what failed, by its button in that list', async () => {
      chat.playground.standIns?.graph.answerNext({
        on: 'sendMail',
        status: 400,
        code: 'ErrorInvalidRecipients',
      });
      await newForm();
      await chat.fills({ To: 'bao@contoso.com', Subject: 'Lost', Message: 'Three' });
      await chat.presses('Send');
      await hears('was not sent');
      await chat.says('sent');
      await chat.sees('Your recent emails');
      await chat.presses('Back to the form');
      await chat.sees('From: Ana Nguyen');
      await expect(field('Message').inputValue()).resolves.toBe('Three');
      await sends();
      expect(arrived('Lost').map(({ body }) => body)).toEqual(['Three']);
    });
  });

  describe('has replies go elsewhere and asks for a receipt', () => {
    const toggle = () => card().getByRole('checkbox', { name: /Ask for a read receipt/ });

    it('and is led to a wrong address, with the options open and as they were', async () => {
      await newForm();
      await chat.presses('More options');
      await chat.fills({ Subject: 'Plan', Message: 'Here' });
      await field('To').fill('bao@contoso.com');
      await field('Replies go to').fill('team@');
      await toggle().check();
      await chat.presses('Preview');
      await hears('Please check Replies go to.');
      await focusOn('Replies go to');
      await expect(field('Replies go to').getAttribute('aria-invalid')).resolves.toBe('true');
      await chat.sees('“team@” isn’t a complete address');
      await expect(toggle().isChecked()).resolves.toBe(true);
    });

    it('and sees both in the preview, and on the form again', async () => {
      await field('Replies go to').fill('Team <team@contoso.com>');
      await previews();
      await chat.sees('Team <team@contoso.com>');
      await chat.sees('A read receipt is requested');
      await chat.presses('Edit');
      await chat.sees('From: Ana Nguyen');
      await expect(field('Replies go to').inputValue()).resolves.toBe('Team <team@contoso.com>');
      await expect(toggle().isChecked()).resolves.toBe(true);
    });

    it('and the mail has them', async () => {
      await sends();
      const replyTo = [{ name: 'Team', address: 'team@contoso.com' }];
      expect(arrived('Plan')).toMatchObject([{ replyTo, readReceipt: true }]);
    });
  });

  describe.each([
    ['de', 'chi.la@fabrikam.example', 'Der Plan ist anbei'],
    ['ja', 'chi.lee@fabrikam.example', '添付します'],
  ] as const)('on a page in %s', (language, alike, text) => {
    const { t } = words(language);
    const far = 'chi.le.of.a.department.with.quite.a.long.name@fabrikam.example';

    beforeAll(async () => {
      await chat.page.goto(`${chat.playground.url}/playground?language=${language}`);
      await chat.page.locator(sendBox).fill(phrasesOf(language, 'compose')[0] ?? '');
      await chat.page.locator(sendBox).press('Enter');
      await hears(t('heard.form', { from: 'Ana Nguyen <ana@contoso.com>' }));
    });

    /** What is wider than its place, in a wide window and in a narrow one. */
    const tooWide = async () => {
      const found: string[] = [];
      for (const width of [1280, 390]) {
        await chat.page.setViewportSize({ width, height: 800 });
        found.push(...(await wideIn(chat.page)).map((what) => `${width}: ${what}`));
      }
      return found;
    };

    it('is asked about a missing file, and hears that in this language', async () => {
      await field(t('cards.mailForm.to')).fill(`${alike}, ${far}, ${addresses(10)}`);
      await field(t('cards.mailForm.body')).fill(text);
      await chat.presses(t('cards.mailForm.send'));
      expect(await hears(t('mail.problem.fileMissing'))).toContain(t('cards.mailForm.body'));
      expect(await tooWide()).toEqual([]);
    });

    it('and then about many people, told who is outside and who is a look-alike', async () => {
      await chat.presses(t('cards.mailForm.send'));
      const notes = [
        t('mail.notes.outside', { count: 2, addresses: listOf(words(language), [alike, far]) }),
        t('mail.notes.similar', { address: alike, known: chi.address }),
      ];
      const heard = await hears(t('mail.many.title', { count: 12 }));
      for (const note of notes) expect(heard).toContain(note);
      for (const note of [...notes, t('mail.noSubjectAsked.text')]) await chat.sees(note);
      expect(await tooWide()).toEqual([]);
    });

    it('and sends, and can write to them again', async () => {
      await chat.presses(t('mail.many.send', { count: 12 }));
      await chat.sees(t('cards.receipt.title'));
      await expect(chat.button(t('cards.receipt.again')).count()).resolves.toBe(1);
      expect(await tooWide()).toEqual([]);
    });
  });
});
