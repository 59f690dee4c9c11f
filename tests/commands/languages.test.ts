// Commands in every language: single phrases, understood in every chat.
import { features } from '../../bot/commands/smallTalk';
import { readCommand } from '../../bot/commands/words/words';
import { type Language, languages, type PhraseName, phrasesOf, words } from '../../bot/locales';
import en from '../../bot/locales/en.json';

describe.each(languages)('every phrase in %s', (language) => {
  const { t } = words(language);
  const names = (Object.keys(en.commands) as PhraseName[]).filter(
    (name) => !['to', 'cc', 'bcc', 'about'].includes(name),
  );
  const understood = (phrase: string, chat: Language) => {
    const { name, isNo, lacks } = readCommand(phrase, chat);
    return isNo ? 'no' : (lacks ?? name);
  };

  it.each(languages)('is its command in a chat in %s', (chat) => {
    const said = names.flatMap((name) => phrasesOf(language, name).map((phrase) => [phrase, name]));
    expect(said.map(([phrase = '']) => [phrase, understood(phrase, chat)])).toEqual(said);
  });

  it.each(features)('is known to ask for what the bot cannot do: %s', (feature) => {
    const said = t(`talk.lacks.${feature}.words`).split('|');
    expect(said.filter((phrase) => understood(phrase, language) !== feature)).toEqual([]);
  });

  it('is known to ask how a file goes along', () => {
    const said = t('files.words').split('|');
    expect(said.filter((phrase) => understood(phrase, language) !== 'attach')).toEqual([]);
  });
});

describe('an ordinary sentence is no command', () => {
  it.each<[Language, string]>([
    ['de', 'Wir sehen uns morgen'],
    ['de', 'Der Bericht ist fertig'],
    ['fr', 'Je viens plus tard'],
    ['fr', 'Le rapport est prêt'],
    ['es', 'Llego más tarde'],
    ['es', 'El informe está listo'],
    ['pt', 'Chego mais tarde'],
    ['pt', 'O relatório está pronto'],
    ['ja', '会議は3時からです'],
    ['ja', 'わかりました'],
    ['zh', '我晚点来'],
    ['zh', '会议三点开始'],
    ['en', 'sender'],
  ])('in %s: %s', (language, typed) => {
    expect(readCommand(typed, language)).toEqual({ name: 'unknown' });
  });
});

describe('a phrase with a courtesy around it', () => {
  it.each<[Language, string, string]>([
    ['de', 'Ich möchte eine E-Mail schreiben', 'compose'],
    ['de', 'Ja, senden bitte', 'send'],
    ['fr', 'Je voudrais écrire un e-mail, s’il vous plaît', 'compose'],
    ['fr', 'Bonjour, envoyer un e-mail', 'compose'],
    ['fr', 'Oui, envoyer', 'send'],
    ['es', 'Quiero enviar un correo', 'compose'],
    ['es', 'sí, enviar por favor', 'send'],
    ['pt', 'Você pode enviar um email?', 'compose'],
    ['pt', 'sim, enviar agora', 'send'],
  ])('in %s: %s', (language, typed, name) => {
    expect(readCommand(typed, language)).toEqual({ name });
  });
});

describe('a word within a sentence of another matter', () => {
  it.each<[Language, string]>([
    ['ja', 'ご返信ありがとうございます。資料を確認しました'],
    ['zh', '收到您的回复了，非常感谢，下周再联系'],
  ])('asks for nothing in %s: %s', (language, typed) => {
    expect(readCommand(typed, language)).toEqual({ name: 'unknown' });
  });
});

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
