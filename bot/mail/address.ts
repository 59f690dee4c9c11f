// One address: cleaned of what is glued to it, and valid, or the sign that nobody can place.
import isEmail from 'validator/lib/isEmail';
import { isOneOrWithLatin, isOneScript, looksLatin } from './scripts';

/** Why a text is no address. Keys below `mail.problem` of the language files. */
export type AddressProblem =
  | { key: 'notAnAddress' | 'mixedScript' | 'rightToLeft' }
  | { key: 'sign' | 'listMark'; sign: string };

/** Longer than any address (RFC 5321), with what may be glued to it. */
const longestRun = 400;

/** Letters that are their own compatibility form are checked besides. 々 and ー are letters of modifying kind. */
const localSign = /[\p{Ll}\p{Lu}\p{Lt}\p{Lo}\p{M}\p{Nd}々ー!#$%&'+\-/=?^_~.]/u;
const domainSign = /[\p{Ll}\p{Lu}\p{Lt}\p{Lo}\p{M}々ー\da-z.-]/iu;

/** What a program puts before an address in a link or a file: `email=`, `?to=`, `%20`. In brackets it may be part of it. */
const assignment = /^[=?&%]|^\p{L}+=|\?.*?=/u;

/** Right-to-left scripts. A domain of theirs changes the order in which the address around it is shown. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Reads an address from a run of signs without blanks and brackets.
 * @param run with ASCII's signs, see `toPlain`
 * @param isBracketed it stands alone in angle brackets, where nothing is a list's mark
 */
export function readAddress(run: string, isBracketed = false): { address: string } | AddressProblem {
  if (run.length > longestRun) return { key: 'notAnAddress' };
  const trimmed = withoutGlued(run, isBracketed);
  const mark = isBracketed ? undefined : /^\d{1,3}\.(?=\p{L})/u.exec(trimmed)?.[0];
  if (mark) return { key: 'listMark', sign: mark };
  const [local = '', typedDomain = '', ...more] = trimmed.split('@');
  if (!local || !typedDomain || more.length > 0) return { key: 'notAnAddress' };
  // Beside a full stop in the domain, an ideographic one ends a sentence as likely as a label.
  const domain = typedDomain.includes('.') ? typedDomain : typedDomain.replaceAll('。', '.');

  const sign =
    foreignSign(local, localSign) ??
    foreignSign(domain, domainSign) ??
    /^\//.exec(local)?.[0] ??
    (isBracketed ? undefined : assignment.exec(local)?.[0].at(-1));
  if (sign) return { key: 'sign', sign: shownSign(sign) };
  if (rightToLeft.test(domain)) return { key: 'rightToLeft' };
  const labels = domain.split('.');
  // A last label such as "com谢谢" is where a sentence goes on.
  const isPure = isOneScript(local) && isOneScript(labels.at(-1) ?? '') && labels.every(isOneOrWithLatin);
  // Where the last label is Latin, all of it will be read as Latin.
  const isDisguised =
    /^[a-z]+$/i.test(labels.at(-1) ?? '') &&
    [...local.split(/[^\p{L}\p{M}\d]+/u), ...labels].some(looksLatin);
  if (!isPure || isDisguised) return { key: 'mixedScript' };
  const address = `${local}@${domain}`;
  return isEmail(address) ? { address } : { key: 'notAnAddress' };
}

/** Marks that a list, Markdown, a sentence or a program puts right before an address. */
const gluedBefore = /[-*'"`]|[^\0-\x7f]/;
/** An address ends with a letter or a digit, so more signs can only be glued to its end. */
const gluedBehind = /[.,;:!?'"`*]|[^\0-\x7f]/;
const isWord = (sign: string) => /[\p{L}\p{N}]/u.test(sign);

function withoutGlued(run: string, isBracketed: boolean): string {
  const signs = [...run];
  let [start, end] = [0, signs.length];
  const before = isBracketed ? /['"`]/ : gluedBefore;
  while (start < end && before.test(signs[start] ?? '') && !isWord(signs[start] ?? '')) start += 1;
  // A mark belongs to the letter before it, and to nothing where that is an emoji.
  let bare = end;
  while (bare > start && !isWord(signs[bare - 1] ?? '') && isBehind(signs[bare - 1] ?? '')) {
    bare -= 1;
    if (!/\p{M}/u.test(signs[bare] ?? '')) end = bare;
  }
  const text = signs.slice(start, end).join('');
  // As Markdown's italics.
  return /^_.*_$/s.test(text) ? text.slice(1, -1) : text;
}

const isBehind = (sign: string) => gluedBehind.test(sign);

/** The first sign that is not of this kind. Of letters only those count that have no plainer form: "ﬁ" and "𝐚" have one. */
function foreignSign(text: string, allowed: RegExp): string | undefined {
  return [...text].find((sign) => !allowed.test(sign) || sign.normalize('NFKC') !== sign.normalize('NFC'));
}

/** A sign that nobody sees is named by its number. */
const shownSign = (sign: string): string =>
  /[\p{C}\p{Z}\p{M}]/u.test(sign)
    ? `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : sign;
