// The people of Contoso, as its directory has them: both work accounts, and colleagues whose names are worth testing.
import { createHash } from 'node:crypto';
import { accounts, type GraphUser } from './accounts';

/** Properties of a colleague that are not the usual ones. */
type Unusual = Partial<Pick<GraphUser, 'mail' | 'givenName' | 'surname' | 'jobTitle' | 'userPrincipalName'>>;

const idOf = (address: string) =>
  createHash('sha256')
    .update(address)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

function colleague(displayName: string, address: string, unusual: Unusual = {}): GraphUser {
  return {
    businessPhones: [],
    displayName,
    givenName: null,
    id: idOf(address),
    jobTitle: 'Consultant',
    mail: address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: address,
    ...unusual,
  };
}

/** Somebody of another organisation: the sign-in name is Entra's, and no address to write to. */
const guest = (displayName: string, address: string, mail: string | null): GraphUser =>
  colleague(displayName, address, {
    mail,
    userPrincipalName: `${address.replace('@', '_')}#EXT#@contoso.onmicrosoft.com`,
  });

// "Ana" is three people, "Chi" is one, "Zoe" is nobody.
const colleagues: GraphUser[] = [
  colleague('Ana Phạm', 'ana.pham@contoso.com', { givenName: 'Ana', surname: 'Phạm' }),
  colleague('Ana Vega', 'ana.vega@contoso.com', { givenName: 'Ana', surname: 'Vega' }),
  colleague('Lê Chi', 'chi.le@contoso.com', { givenName: 'Chi', surname: 'Lê' }),
  colleague("Siobhán O'Neil", 'siobhan.oneil@contoso.com', { givenName: 'Siobhán', surname: "O'Neil" }),
  colleague('Jean-Luc Moreau', 'jean-luc.moreau@contoso.com', { givenName: 'Jean-Luc', surname: 'Moreau' }),
  colleague('Tran, Bao', 'bao.tran2@contoso.com', { givenName: 'Bao', surname: 'Tran' }),
  colleague('[Ops] `on-call` <b>now</b>', 'oncall@contoso.com'),
  colleague('R&D Team', 'rnd@contoso.com'),
  // No mailbox, so no `mail`.
  colleague('Duy Hoàng', 'duy.hoang@contoso.com', { mail: null, givenName: 'Duy', surname: 'Hoàng' }),
  // A shared mailbox is a user whose sign-in is blocked.
  colleague('Support Desk', 'support@contoso.com', { jobTitle: null }),
  guest('Gia Hân (Fabrikam)', 'han@fabrikam.com', null),
  guest('Emma Stone (Fabrikam)', 'emma@fabrikam.com', 'emma@fabrikam.com'),
];

/** Fourteen with one name before the other: more than anybody wants to read. */
const crowd = 'An Bình Cường Dũng Giang Hải Khôi Lâm Nam Phúc Quân Sơn Tâm Vinh'
  .split(' ')
  .map((name) => colleague(`Minh ${name}`, `minh.${withoutMarks(name)}@contoso.com`, { surname: 'Minh' }));

function withoutMarks(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const ofContoso = accounts.filter(({ kind }) => kind === 'work').map(({ user }) => user);

/** What `GET /v1.0/users` has to choose from. Personal accounts are of no organisation. */
export const directory: readonly GraphUser[] = [...ofContoso, ...colleagues, ...crowd];
