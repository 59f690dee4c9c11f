// Near misses of well-known mail domains: which are asked about, and which are domains of their own.
import { nearMissOf } from '../../bot/mail/nearMiss';

describe('a slip of the hand', () => {
  it.each([
    ['ana@gmial.com', 'ana@gmail.com'],
    ['ana@gmal.com', 'ana@gmail.com'],
    ['ana@gmaill.com', 'ana@gmail.com'],
    ['Ana.Le@GMIAL.com', 'Ana.Le@gmail.com'],
    ['ana@gmail.con', 'ana@gmail.com'],
    ['ana@gmail.co', 'ana@gmail.com'],
    ['ana@gmial.con', 'ana@gmail.com'],
    ['ana@hotmial.com', 'ana@hotmail.com'],
    ['ana@hotmal.com', 'ana@hotmail.com'],
    ['ana@outlok.com', 'ana@outlook.com'],
    ['ana@yaho.com', 'ana@yahoo.com'],
    ['ana@iclould.com', 'ana@icloud.com'],
    ['ana@contoso.con', 'ana@contoso.com'],
    ['ana@mail.contoso.cmo', 'ana@mail.contoso.com'],
  ])('%s', (typed, meant) => {
    expect(nearMissOf(typed)).toBe(meant);
  });
});

describe('a domain of its own', () => {
  it.each([
    'gmail.com',
    'googlemail.com',
    'mail.com',
    'ymail.com',
    'email.com',
    'hotmail.fr',
    'hotmail.co.uk',
    'yahoo.co.uk',
    'yahoo.com.vn',
    'outlook.de',
    'gmx.de',
    'live.com',
    'contoso.com',
    'gmail.contoso.com',
    'gmial.contoso.com',
  ])('%s', (domain) => {
    expect(nearMissOf(`ana@${domain}`)).toBeUndefined();
  });
});
