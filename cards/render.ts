// Cards: a template and its data in, an Adaptive Card 1.4 out. A template is parsed when it is first needed, and then kept.
import type { Template } from 'adaptivecards-templating';
import drafts from './drafts.json';
import help from './help.json';
import home from './home.json';
import mailForm from './mailForm.json';
import notice from './notice.json';
import preview from './preview.json';
import profile from './profile.json';
import receipt from './receipt.json';
import sent from './sent.json';
import signature from './signature.json';
import text from './text.json';
import token from './token.json';
import welcome from './welcome.json';

export interface Row {
  label: string;
  value: string;
}

/** What a button sends back. The names never change: cards of an older version are still on people's screens. */
export interface ActionData {
  verb: string;
  formId?: string;
}

export interface Button {
  title: string;
  style: 'default' | 'positive' | 'destructive';
  data: ActionData;
}

/** A button that opens a page. */
export interface Link {
  title: string;
  url: string;
}

/** A list to choose from. */
export interface Choice {
  id: string;
  label: string;
  placeholder: string;
  choices: { title: string; value: string }[];
}

/** A piece of text in one look, as a card has it. What is as usual is left out, for a long text has many of them. */
export interface TextRun {
  type: 'TextRun';
  text: string;
  size?: 'Medium';
  weight?: 'Bolder';
  fontType?: 'Monospace';
  italic?: true;
  strikethrough?: true;
  underline?: true;
  isSubtle?: true;
}

/** The data of each template. Its `words`, the sentences below `cards.<name>` of the language file, come in addition. */
export interface CardData {
  /** `signIn`: the button, for who has not done it yet. */
  welcome: { title: string; points: { icon: string; text: string }[]; signIn: Button[] };
  /** `drafts`: the button to them, where there are any. */
  home: { drafts: Button[] };
  help: { title: string; sayings: { say: string; does: string }[]; signIn: Button[] };
  profile: {
    name: string;
    subtitle: string;
    photo: string;
    /** In the place of a photo; empty beside one. */
    initials: string;
    rows: Row[];
    /** Folded away. */
    details: Row[];
  };
  mailForm: {
    /** The form's id, and behind `~` the name of a question that "Send" and "Preview" answer, and the mark of what is folded. */
    submitId: string;
    notice: string;
    /** What a person can type instead of pressing a button. */
    hint: string;
    placeholders: Record<'to' | 'cc' | 'bcc' | 'subject' | 'body', string>;
    draft: Record<'to' | 'cc' | 'bcc' | 'subject' | 'body' | 'importance' | 'format', string>;
    /** Says of an input that its text is kept and too long for this chat, or what becomes of its names; else empty. */
    folded: Record<'to' | 'cc' | 'bcc' | 'subject' | 'body', string>;
    /** The form's id where something is folded, else empty. */
    showId: string;
    problems: Record<'to' | 'cc' | 'bcc' | 'subject' | 'body', string>;
    picks: Record<'to' | 'cc' | 'bcc', Choice[]>;
    /** Whether Cc and Bcc are open. */
    copies: boolean;
    /** People who were mailed before, and the title of the button that shows them; empty where none are offered. */
    people: { title: string; value: string }[];
    showPeople: string;
    /** What is wrong with the addresses for replies; empty when nothing is. */
    replyToProblem: string;
    /** Whether what is folded behind "More" is open. */
    more: boolean;
    /** Empty without files. */
    filesTitle: string;
    files: { name: string; size: string; remove: string; removeId: string }[];
    /** What became of a file. */
    filesNote: string;
    /** How files are attached; empty where there are some. */
    filesHint: string;
    /** Says that a signature goes along; empty where none does. */
    signature: string;
  };
  preview: {
    title: string;
    text: string;
    /** What an attentive colleague would say of the mail. */
    notes: { note: string }[];
    rows: Row[];
    /** The whole lists of recipients, folded away, and the button's title. Empty where the rows name everyone. */
    everyone: Row[];
    showEveryone: string;
    blocks: { spacing: 'None' | 'Medium'; runs: TextRun[] }[];
    /** Where the text is long, what is folded away behind its first lines. */
    rest: { spacing: 'None' | 'Medium'; runs: TextRun[] }[];
    /** The title of the button that shows it; empty where nothing is folded. */
    showRest: string;
    /** Says that some of the text is not shown; empty when all is. */
    left: string;
    /** Empty where none goes along. */
    signature: { spacing: 'None' | 'Medium'; runs: TextRun[] }[];
    send: string;
    sendId: string;
    edit: string;
    formId: string;
  };
  signature: {
    /** What is wrong with it, or empty. */
    problem: string;
    /** Markdown. */
    signature: string;
    isOn: 'true' | 'false';
    /** Of the emails that it goes along with. */
    language: string;
    /** The button, where there is one to remove. */
    remove: Button[];
  };
  text: {
    title: string;
    blocks: { spacing: 'None' | 'Medium'; runs: TextRun[] }[];
    actions: Button[];
  };
  receipt: { rows: Row[]; everyone: Row[]; showEveryone: string; formId: string; sentItems: string };
  drafts: {
    rows: { subject: string; to: string; time: string; actions: Button[] }[];
    ended: string;
    actions: Button[];
  };
  sent: {
    rows: {
      subject: string;
      state: string;
      color: 'default' | 'attention';
      time: string;
      to: string;
      note: string;
      actions: Button[];
    }[];
    actions: Button[];
  };
  token: { rows: Row[]; note: string; token: string };
  notice: {
    title: string;
    text: string;
    /** Neither 'good' nor 'warning': on Teams' white they can hardly be read (2.1:1 and 1.5:1). */
    color: 'default' | 'accent' | 'attention';
    reference: string;
    actions: Button[];
    links: Link[];
  };
}
export type CardName = keyof CardData;

/** An expanded card, ready to be an attachment's content. */
export interface Card {
  type: 'AdaptiveCard';
  version: string;
  body: object[];
  actions?: object[];
}

const payloads: Record<CardName, object> = {
  welcome,
  home,
  help,
  profile,
  mailForm,
  receipt,
  drafts,
  sent,
  signature,
  text,
  token,
  notice,
  preview,
};
export const cardNames = Object.keys(payloads) as CardName[];

const templates = new Map<CardName, Template>();

function templateOf(name: CardName): Template {
  const known = templates.get(name);
  if (known) return known;
  const template = new (templating().Template)(payloads[name]);
  templates.set(name, template);
  return template;
}

/** Loaded with the first card: the library's expressions are a third of the code that a start would run. */
function templating(): typeof import('adaptivecards-templating') {
  const loaded = require('adaptivecards-templating') as typeof import('adaptivecards-templating');
  // A field missing from the data would otherwise stand as a literal ${field} on somebody's screen.
  loaded.GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
    throw new Error(`The card's data lacks "${path}"`);
  };
  return loaded;
}

/**
 * Fills a template in.
 * @param words the sentences the template names as `${words.…}`
 * @throws Error when the data lacks a field the template names
 */
export function renderCard<Name extends CardName>(name: Name, data: CardData[Name], words: object): Card {
  const card: Card = templateOf(name).expand({ $root: { ...data, words } });
  // Hardly ever is there one, and to look for it costs less than to build the card anew.
  return JSON.stringify(card).search(withinMark) < 0 ? card : (asTyped(card) as Card);
}

/** Within what clients put a date or a time in place of, wherever it stands: `{{DATE(2026-11-27T10:00:00Z, SHORT)}}`. */
const withinMark = /(?<=\{)(?=\{(?:DATE|TIME)\()/g;
/** What people read of a card. What an input holds and what a button sends back is not among it, and never changed. */
const readParts = new Set(['text', 'label', 'title', 'placeholder', 'errorMessage', 'altText']);

/**
 * Gives a card in which nothing is left that a client would expand. Text in runs is told in two of them, and reads as it was
 * typed; any other text gets a space without width.
 */
function asTyped(part: unknown, name = ''): unknown {
  if (typeof part === 'string') return readParts.has(name) ? part.replace(withinMark, '\u200B') : part;
  if (typeof part !== 'object' || part === null || name === 'data') return part;
  if (Array.isArray(part)) return part.flatMap((item) => (isRun(item) ? runsOf(item) : [asTyped(item)]));
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, asTyped(value, key)]));
}

const isRun = (part: unknown): part is TextRun =>
  typeof part === 'object' && part !== null && 'type' in part && part.type === 'TextRun';

const runsOf = (run: TextRun): TextRun[] => run.text.split(withinMark).map((text) => ({ ...run, text }));
