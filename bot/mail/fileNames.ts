// Names and types of files: what a mail may carry on from what a sender wrote, whatever that was. Pure.
import mime from 'mime';
import { cleanLine } from '../runtime/cleanText';

/** Characters of a name. Mail programs and file systems take 255 bytes. */
const longest = 120;
/** Characters of an extension, its dot included. What is longer was meant as words. */
const longestExtension = 20;
/** Characters of what a sender wrote, from its end. */
const mostRead = 2_000;
const unknown = 'application/octet-stream';

/**
 * Extensions that Outlook blocks: support.microsoft.com, "Blocked attachments in Outlook"
 * (434752e1-02d3-4e90-9124-8b81e49a8519), with what Outlook on the web added in 2019 and in 2025 (library-ms, search-ms).
 */
const blocked = new Set(
  `ade adp app appcontent-ms application appref-ms asp aspx asx bas bat bgi cab cdxml cer chm cmd cnt com cpl crt csh der
  diagcab exe fxp gadget grp hlp hpj hta htc inf ins iso isp its jar jnlp js jse ksh library-ms lnk mad maf mag mam maq mar mas
  mat mau mav maw mcf mda mdb mde mdt mdw mdz msc msh msh1 msh1xml msh2 msh2xml mshxml msi msp mst msu ops osd pcd pif pl plg
  prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1 pssc pst py pyc pyo pyw pyz pyzw reg scf scr sct
  search-ms settingcontent-ms shb shs theme tmp udl url vb vbe vbp vbs vhd vhdx vsmacros vsw webpnp website ws wsb wsc wsf
  wsh xbap xll xnk`.split(/\s+/),
);

/** Names of devices: Windows opens no file of such a name, whatever its extension. */
const device = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) ?(\.|$)/i;

/** Pictures by what stands in their first bytes, and where. */
const pictures: [type: string, ...marks: [at: number, bytes: string][]][] = [
  ['image/png', [0, '\x89PNG\r\n\x1a\n']],
  ['image/jpeg', [0, '\xff\xd8\xff']],
  ['image/gif', [0, 'GIF87a']],
  ['image/gif', [0, 'GIF89a']],
  ['image/webp', [0, 'RIFF'], [8, 'WEBP']],
  // Two letters begin many texts. No text has the four bytes that must be zero.
  ['image/bmp', [0, 'BM'], [6, '\0\0\0\0']],
  ['image/tiff', [0, 'II*\0']],
  ['image/tiff', [0, 'MM\0*']],
  ['image/heic', [4, 'ftypheic']],
  ['image/heic', [4, 'ftypheix']],
  ['image/heic', [4, 'ftypmif1']],
  ['image/avif', [4, 'ftypavif']],
];

/**
 * Makes a name that any system takes and that shows nobody another extension than it has.
 * @param type names a file that has no name, as `typeOf` gives it
 * @example cleanFileName('C:\\Scan\\plan: 3.pdf ', 'application/pdf') // 'plan_ 3.pdf'
 */
export function cleanFileName(said: string | undefined, type: string): string {
  const name = tidy(said ?? '');
  return name ? shorten(name.replace(device, (found) => `_${found}`)) : nameless(type);
}

/** Whether Outlook blocks files of such a name, or of what `cleanFileName` makes of it. */
export function isForbidden(name: string): boolean {
  return [lastPart(name), cleanFileName(name, '')].some((one) => blocked.has(extensionOf(one)));
}

/**
 * Says a file's media type: by its extension, or where that says nothing and it may be a picture, by its bytes.
 * @param said as the sender says: it alone makes no type
 */
export function typeOf(name: string, said: string, bytes: Buffer): string {
  const byName = mime.getType(`file.${extensionOf(lastPart(name))}`);
  if (byName) return byName;
  const mayBePicture = /^(image\/.*|application\/octet-stream)?$/i.test(said);
  // A character a byte.
  const begin = bytes.toString('latin1', 0, 16);
  const picture = mayBePicture
    ? pictures.find(([, ...marks]) => marks.every(([at, mark]) => begin.startsWith(mark, at)))
    : undefined;
  return picture?.[0] ?? unknown;
}

/** What stands behind the last slash of either kind, without the dots and blanks at its end, which Windows drops. */
function lastPart(said: string): string {
  const part = cleanLine(said.slice(-mostRead)).split(/[/\\]/).at(-1) ?? '';
  return part.replace(/[<>:"|?*]/g, '_').replace(/[\s.\u2800]+$/, '');
}

const tidy = (said: string) => lastPart(said).replace(/^[\s.\u2800]+/, '');

/** In lower case and without its dot; empty where there is none. */
const extensionOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

function shorten(name: string): string {
  if (name.length <= longest) return name;
  const extension = name.slice(name.lastIndexOf('.'));
  const kept = name.includes('.') && extension.length <= longestExtension ? extension : '';
  // A character cut in half is taken off, and so is what nobody sees without what came behind it.
  const stem = name.slice(0, longest - kept.length).replace(/[\ud800-\udbff]$/, '');
  return tidy(stem) + kept;
}

function nameless(type: string): string {
  const stem = type.startsWith('image/') ? 'picture' : 'file';
  const extension = type === unknown ? null : mime.getExtension(type);
  return extension ? `${stem}.${extension}` : stem;
}
