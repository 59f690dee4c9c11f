// What the server puts in front of embed.js.
interface EmbedWords {
  title: string;
  open: string;
  close: string;
  waiting: string;
  refused: string;
  again: string;
  apart: string;
}

/** By language. */
declare const embedWords: Record<string, EmbedWords>;
declare const embedCss: string;
