// What people do and see in the chat, whether it fills the page or stands in a frame of another one.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { signInWindowOf } from './browser';

/** What is typed into a mail's form, by its labels. */
type Mail = Partial<Record<'To' | 'Subject' | 'Message', string>>;

export interface ChatRoom {
  /** Where the chat is: the page, or the frame in it. */
  room: Pick<FrameLocator, 'locator' | 'getByRole' | 'getByText'>;
  /** Where one types. */
  box(): Locator;
  newestCard(): Locator;
  /** A button of the newest card. */
  button(name: string): Locator;
  /** A field of the form in the newest card. */
  field(name: string): Locator;
  /** The lines above the chat. */
  bar(text?: string): Locator;
  /** The notice that stands in place of the chat. */
  trouble(): Locator;
  says(text: string): Promise<void>;
  /** Presses a button of the newest card. */
  presses(name: string): Promise<void>;
  /** Waits until the newest card shows a text. */
  sees(text: string): Promise<void>;
  seesWelcome(): Promise<void>;
  /** Waits for the welcome, and until there is no such notice. */
  isFine(): Promise<void>;
  /** Presses "Try again" in the notice. */
  triesAgain(): Promise<void>;
  /** Waits for a sign-in card and gives its button. */
  signInButton(): Promise<Locator>;
  /** Presses something that opens the sign-in page in a window. */
  windowFrom(button: Locator): Promise<Page>;
  /** Types something that leads to the sign-in page, whose window opens by itself. */
  saysToSignIn(text: string): Promise<Page>;
  /** Signs in for a form: by the newest sign-in card, or by a button that asks for the sign-in. */
  signsIn(button?: Locator): Promise<void>;
  /** Types "send mail", signs in, and fills in the form. */
  opensForm(mail?: Mail): Promise<void>;
  /** Fills in the form that is open. */
  fills(mail: Mail): Promise<void>;
}

/** Presses a button of the sign-in page: an account, or what it offers besides. */
export const picks = (signInPage: Page, name: string | RegExp = /Ana Nguyen/) =>
  signInPage.getByRole('button', { name }).click();

/** @param page has the chat's windows; `room` is that page or a frame in it */
export function chatIn(page: Page, room: ChatRoom['room']): ChatRoom {
  const newestCard = () => room.locator('.ac-adaptiveCard').last();
  const box = () => room.getByRole('textbox', { name: 'Message input box' });
  const button = (name: string) => newestCard().getByRole('button', { name, exact: true });
  const field = (name: string) => newestCard().getByRole('textbox', { name });
  const sees = (text: string) => newestCard().getByText(text).waitFor();
  const seesWelcome = () => sees('Send email without leaving this chat');
  const trouble = () => room.getByRole('alert').filter({ hasText: 'The chat is not connected' });
  const says = async (text: string) => {
    await box().fill(text);
    await box().press('Enter');
  };
  const signInButton = async () => {
    await sees('Sign in with your Microsoft account');
    return newestCard().getByRole('button', { name: 'Sign in' });
  };
  const windowFrom = (opener: Locator) => signInWindowOf(page, () => opener.click());
  const saysToSignIn = (text: string) => signInWindowOf(page, () => says(text));
  const picksAna = async (signInPage: Page) => {
    await picks(signInPage);
    await sees('From: Ana Nguyen');
  };
  const fills = async (mail: Mail) => {
    for (const [name, text] of Object.entries(mail)) await field(name).fill(text);
  };
  return {
    room,
    box,
    newestCard,
    button,
    field,
    bar: (text) => (text ? room.locator('.bar', { hasText: text }) : room.locator('.bar')),
    trouble,
    says,
    presses: (name) => button(name).click(),
    sees,
    seesWelcome,
    async isFine() {
      await seesWelcome();
      await trouble().waitFor({ state: 'hidden' });
    },
    triesAgain: () => trouble().getByRole('button', { name: 'Try again' }).click(),
    signInButton,
    windowFrom,
    saysToSignIn,
    signsIn: async (opener) => picksAna(await windowFrom(opener ?? (await signInButton()))),
    async opensForm(mail) {
      await picksAna(await saysToSignIn('send mail'));
      if (mail) await fills(mail);
    },
    fills,
  };
}
