// What programs and people put before an address: the marks of lists, labels such as "To:".

import { copyMarkIn, withoutOwnMark } from './copyMarks';
import type { RecipientField } from './draft';
import type { Piece } from './pieces';

/** What stands before an entry of a list: `-`, `1.`, `a)`, `[x]`, a bullet. */
const listMark =
  /^(?:[-*+>]{1,3}\s+|\d{1,3}[./-]\s+|\d\uFE0F?\u20E3\s*|\(?\d{1,3}\)\s*|\(?\p{L}\)\s+|[①-⑳]\s*|\[[ x✓✔]?\]\s*|\d{1,3},\s*|o\t\s*|[•·∙●○◦▪▫■□➤►‣]\s*)/iu;

/** Words for an address, as mail programs put them before it. */
const addressWords = [
  'e-?mail(?:[ -]?(?:address|adresse|id))?|mail|smtp|sip|address|adresse|correo(?: electrónico)?|courriel',
  'thư(?: điện tử)?|địa chỉ(?: e-?mail)?|电子邮件|电子[邮信]箱|電子郵件|電子[郵信]箱|邮箱|郵箱|邮件|電郵|信箱',
  '(?:电子邮件|電子郵件|邮箱|郵箱|邮件|電郵)地址|eメール|メール(?:アドレス)?|이메일|почта|эл\\. почта',
].join('|');
/** What stands before such a word, or behind it in Vietnamese: "Work email:". */
const ofWork = '(?:(?:work|home|personal|business|office|private|company|corporate|primary|other)[ -])?';
const address = `(?:${ofWork}(?:${addressWords})|e-?mail (?:công ty|công việc|cơ quan|cá nhân))`;
/** Words for "to" and "from" that are nobody's name. */
const toWords = [
  'to|para|aan|voor|komu|кому|đến|tới|gửi(?: (?:đến|tới|cho))?|kính gửi|người nhận|empfänger|destinat[aá]rios?',
  'destinataires?|destinatari[oa]?|recipients?|收件人|收件者|收信人|发给|發給|宛先|받는 ?사람|from|发件人|寄件者|寄件人|差出人',
  '보낸 ?사람|получатели?|ถึง|إلى|אל|kime|προς|címzett|către|vastaanottaja',
].join('|');
/** Others are names, too: "An: an.le@contoso.com". */
const shortWords = 'an|à|a|per|til|till|do|至|von|de|da|từ|от|发';
const shortWord = new RegExp(`^(?:${shortWords})$`, 'iu');
const label = new RegExp(`^(?:${address}|${toWords}|${shortWords})\\s*:\\s*`, 'iu');
const plainLabel = new RegExp(`^(?:${address}|${toWords})\\s*:$`, 'iu');
const bareLabel = new RegExp(`^${address}$`, 'iu');
/** With a dash only a word for an address is a label: "An - ana@contoso.com" is a name. */
const dashedLabel = /^(?:(?:e-?mail|mail)\s+-+|mailto:)\s+/iu;
/** A label behind a name: `Ana, e-mail: ana@contoso.com`, `Ana [SMTP:ana@contoso.com]`. */
export const trailingLabel = /(?:^|\s)(?:e-?mail|mail|smtp)\s*[:-]?$/iu;
export const bracketedLabel = /[[({<]\s*(?:e-?mail|mail|smtp|sip)\s*:\s*$/iu;
/** Labels of what is no recipient. */
export const otherLabel =
  /^(?:reply[- ]to|return[- ]path|sender|subject|date|sent|betreff|objet|asunto|tiêu đề|chủ đề|主题|主題|件名|제목)\s*:/iu;

/** Words for the subject of a mail in one line, where "about" is meant. */
export const subjectWord =
  /^(?:subject|regarding|re|betreff|asunto|sujet|chủ đề|tiêu đề|主题|主旨)(?![\p{L}\p{M}])/iu;

/** Such a word where a recipient should begin, and words for the text. "Re" and "Text" begin names, too. */
export const notRecipient =
  /^(?:(?:subject|betreff|asunto|sujet|chủ đề|tiêu đề|主题|主旨)(?![\p{L}\p{M}])|(?:with )?(?:body|text|message|content|nội dung|lời nhắn|正文|内容)(?=\s?:|$))/iu;

/** Such a word behind a name: "Chi with the subject Lunch". */
export const subjectInside =
  /\s(?:(?:with (?:the )?)?subject|regarding|(?:với )?(?:tiêu đề|chủ đề))(?=[\s:]|$)/iu;

/** Whether a text is a label and nothing else, such as "E-mail:". */
export const isLabel = (plain: string): boolean => plainLabel.test(plain.trim());

/** In characters. */
const longestHeading = 60;

/** Whether a piece only says which field it stands in, or what: "Bcc:", "Bcc" or "Email" on a line of its own. */
export const isHeading = ({ plain, end }: Piece, field: RecipientField, isOnNewLine: boolean): boolean =>
  plain.length <= longestHeading &&
  (isLabel(plain) ||
    (isOnNewLine && end === 'line' && bareLabel.test(plain)) ||
    (isCopyHeading.test(isOnNewLine && end === 'line' ? `${plain}:` : plain) &&
      copyMarkIn(plain)?.field === field));

/** "Bcc:", or "Bcc" on a line of its own. An address is none, whatever words it is made of. */
const isCopyHeading = /^[^@]*:$/;

/** Takes the marks and labels off: `- [ ] To: ana@contoso.com`. */
export function withoutMarks(piece: Piece, field: RecipientField): Piece {
  const { raw, plain } = piece;
  let [start, end] = [0, raw.length];
  for (let most = 6; most > 0; most -= 1) {
    const rest = plain.slice(start, end);
    const own = withoutOwnMark(rest, field);
    end = start + own.end;
    const mark = listMark.exec(rest) ?? labelOf(rest) ?? dashedLabel.exec(rest);
    const length = own.start || (mark?.[0].length ?? 0);
    if (length === 0 || length === end - start) break;
    start += length;
  }
  return { ...piece, raw: raw.slice(start, end), plain: plain.slice(start, end) };
}

/** A label. One that is a name, too, is that where the address begins with it. */
function labelOf(text: string): RegExpExecArray | null {
  const found = label.exec(text);
  const word = found?.[0].replace(/\s*:\s*$/, '').toLowerCase() ?? '';
  const rest = text.slice(found?.[0].length).toLowerCase();
  const isName = shortWord.test(word) && rest.startsWith(word) && /^[^\p{L}]/u.test(rest.slice(word.length));
  return isName ? null : found;
}
