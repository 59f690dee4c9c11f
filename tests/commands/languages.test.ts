// Commands in languages other than those of the one-line grammar: single phrases, understood in every chat.
import { readCommand } from '../../bot/commands/words/words';

describe('German', () => {
  it.each([
    ['E-Mail schreiben', 'compose'],
    ['Entwürfe', 'drafts'],
    ['Gesendet', 'sent'],
    ['Abmelden!', 'signOut'],
    ['ja, senden', 'send'],
    ['„Hilfe“', 'help'],
    ['Abbrechen.', 'cancel'],
    ['Vielen Dank', 'thanks'],
  ])('is understood in an English chat: "%s" is %s', (typed, name) => {
    expect(readCommand(typed, 'en').name).toBe(name);
  });

  it.each([
    ['entwurfe', 'drafts'],
    ['entwuerfe', 'drafts'],
    ['menu', 'help'],
  ])('is known without its dots: "%s" is %s', (typed, name) => {
    expect(readCommand(typed, 'de').name).toBe(name);
  });

  it.each([
    ['Entwürfe, bitte', 'drafts'],
    ['Bitte abmelden', 'unknown'],
  ])('is asked for politely, and asked about where it cannot be taken back: %s', (typed, name) => {
    expect(readCommand(typed, 'de').name).toBe(name);
  });

  it('is asked about in doubt, before anything is sent', () => {
    expect(readCommand('senden?', 'de')).toMatchObject({ name: 'unknown', near: { name: 'send' } });
  });

  it.each([
    ['Zeig mir den Posteingang', 'read'],
    ['Bitte morgen senden', 'schedule'],
    ['Kannst du die Mail zurückholen?', 'recall'],
    ['Wo kann ich eine Datei anhängen?', 'attach'],
  ])('asks for what is no command: %s', (typed, lacks) => {
    expect(readCommand(typed, 'de')).toEqual({ name: 'unknown', lacks });
  });

  it.each(['nein', 'Nein, danke', 'lieber nicht'])('says no: %s', (typed) => {
    expect(readCommand(typed, 'de')).toEqual({ name: 'unknown', isNo: true });
  });
});

describe('a slip', () => {
  it('is looked for in the language of the chat', () => {
    expect(readCommand('entwrüfe', 'de')).toMatchObject({ near: { name: 'drafts' } });
  });

  it('and in English and Vietnamese, which people mix', () => {
    expect(readCommand('drfats', 'de')).toMatchObject({ near: { name: 'drafts' } });
    expect(readCommand('đăng nhâp', 'de')).toMatchObject({ near: { name: 'signIn' } });
  });

  it('but in no language that the person may not speak', () => {
    expect(readCommand('abbrechern', 'en')).toEqual({ name: 'unknown' });
  });
});
