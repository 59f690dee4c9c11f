// What programs put before an address: the marks of lists, and labels such as "To:" and "E-mail:".
import type { Piece } from './pieces';

/** What stands before an entry of a list: `-`, `1.`, `a)`, `[x]`, a bullet. */
const listMark =
  /^(?:[-*+>]{1,3}\s+|\d{1,3}\.\s+|\(?\d{1,3}\)\s*|\(?\p{L}\)\s+|[①-⑳]\s*|\[[ x✓✔]?\]\s*|\d{1,3},\s*|o\t\s*|[•·∙●○◦▪▫■□➤►‣]\s*)/iu;
/** Words for an address and for "to" and "from", as mail programs put them before it. */
const label =
  /^(?:e-?mail(?:[ -]?(?:address|adresse|id))?|mail|(?:smtp|sip)|address|adresse|correo(?: electrónico)?|courriel|thư(?: điện tử)?|địa chỉ(?: e-?mail)?|电子邮件|电子邮箱|電子郵件|邮箱|邮件|電郵|メール(?:アドレス)?|이메일|почта|эл\. почта|to|an|à|a|para|per|aan|voor|til|till|do|komu|кому|đến|tới|gửi(?: (?:đến|tới|cho))?|kính gửi|người nhận|收件人|收件者|收信人|发给|至|宛先|받는 ?사람|from|von|de|da|từ|от|发件人|寄件者|寄件人|差出人|보낸 ?사람)\s*:\s*/iu;
/** With a dash only a word for an address is a label: "An - ana@contoso.com" is a name. */
const dashedLabel = /^(?:(?:e-?mail|mail)\s+-+|mailto:)\s+/iu;
/** A label behind a name: `Ana, e-mail: ana@contoso.com`. */
export const trailingLabel = /(?:^|\s)(?:e-?mail|mail|smtp)\s*[:-]?$/iu;
/** Words for copies: a slip, such as "bcc: …" typed into To. */
export const copyLabel =
  /^(?:b?cc|cci|cco|ccn|(?:blind)?kopie|copie|copia|копия|抄送|密送|副本|密件副本|đồng gửi)\s*:/iu;

/** Takes the marks and labels off: `- [ ] To: ana@contoso.com`. */
export function withoutMarks(piece: Piece): Piece {
  const { raw, plain } = piece;
  let start = 0;
  for (let most = 6; most > 0; most -= 1) {
    const rest = plain.slice(start);
    const mark = listMark.exec(rest) ?? label.exec(rest) ?? dashedLabel.exec(rest);
    if (!mark || mark[0].length === rest.length) break;
    start += mark[0].length;
  }
  return { ...piece, raw: raw.slice(start), plain: plain.slice(start) };
}
