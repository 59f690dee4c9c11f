// The three people one can sign in as on this machine: a full work profile, a bare one, a personal account.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `GET /v1.0/me` answers without `$select`: Graph's eleven default properties (Graph CSDL, microsoft.graph.user). */
export interface GraphUser {
  businessPhones: string[];
  displayName: string;
  givenName: string | null;
  id: string;
  jobTitle: string | null;
  mail: string | null;
  mobilePhone: string | null;
  officeLocation: string | null;
  preferredLanguage: string | null;
  surname: string | null;
  userPrincipalName: string;
}

export interface Account {
  key: string;
  kind: 'work' | 'personal';
  user: GraphUser;
  photo?: Buffer;
}

/** The organisation of both work accounts, as the `tid` claim and Teams' `channelData.tenant.id` carry it. */
export const contosoTenantId = '5f0e1c1c-53a7-4b0e-9f3c-6d1d2b7a4c11';

const ana: Account = {
  key: 'ana',
  kind: 'work',
  photo: readFileSync(join(__dirname, 'photos', 'ana.png')),
  user: {
    businessPhones: ['+84 28 3823 4567'],
    displayName: 'Ana Nguyen',
    givenName: 'Ana',
    id: '8c5f6f0a-2b7e-4b57-9d40-1f2a3c4d5e60',
    jobTitle: 'Product Designer',
    mail: 'ana@contoso.com',
    mobilePhone: '+84 90 123 4567',
    officeLocation: 'Ho Chi Minh City, 4/217',
    preferredLanguage: 'vi-VN',
    surname: 'Nguyen',
    userPrincipalName: 'ana@contoso.com',
  },
};

// A guest or a new colleague: the name has Markdown in it, so that a card which does not escape it is seen at once.
const bao: Account = {
  key: 'bao',
  kind: 'work',
  user: {
    businessPhones: [],
    displayName: 'Bảo_Tran *guest*',
    givenName: null,
    id: '2d9b7c55-0e6f-4f0e-8a41-7b6c5d4e3f21',
    jobTitle: null,
    mail: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: 'bao.tran@contoso.com',
  },
};

// As Graph answers for outlook.com: sixteen hex digits for an id, and nearly everything else null.
const linh: Account = {
  key: 'linh',
  kind: 'personal',
  user: {
    businessPhones: [],
    displayName: 'Linh Phạm',
    givenName: 'Linh',
    id: '0003bffd3a1c92e7',
    jobTitle: null,
    mail: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: 'Phạm',
    userPrincipalName: 'linh.pham@outlook.com',
  },
};

export const accounts: Account[] = [ana, bao, linh];

/** The address an account sends from: `mail` is null for personal and for bare accounts. */
export const addressOf = ({ user }: Account): string => user.mail ?? user.userPrincipalName;
