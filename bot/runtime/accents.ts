// Letters without their accents: as many people type on a phone, and as names are compared.

/** "đăng nhập" → "dang nhap". */
export const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    // The marks of kana make other letters: が is no か.
    .replace(/(?![\u3099\u309a])\p{M}/gu, '')
    .normalize('NFC')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
