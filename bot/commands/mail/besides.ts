// What a form's card shows beside its draft: the files and the signature that go along, and people who may be recipients.
import { type Draft, mostOffered } from '../../mail/draft';
import type { FormFile } from '../../mail/files';
import { mailedPeople } from '../../mail/mailed';
import { emptyMailRecord, formOf, type MailRecord } from '../../mail/mailRecord';
import type { Mailbox } from '../../mail/recipients';
import { signatureFor } from '../../mail/signature';
import { isStorageFailure } from '../../turn/outage';
import type { Turn } from '../../turn/turn';

export interface Besides {
  files: FormFile[];
  /** People who were mailed before, to be chosen from while nobody is in To. */
  people: Mailbox[];
  /** Markdown; empty where none goes along. */
  signature: string;
}

export async function besidesOf(turn: Turn, { id, draft }: { id: string; draft: Draft }): Promise<Besides> {
  const record = await recordIfPossible(turn);
  return {
    files: formOf(record, id)?.files ?? [],
    people: draft.to.trim() === '' ? mailedPeople(record).slice(0, mostOffered) : [],
    signature: signatureFor(record, turn.words.language),
  };
}

/** The files of a form. */
export async function filesOf(turn: Turn, id: string): Promise<FormFile[]> {
  return formOf(await recordIfPossible(turn), id)?.files ?? [];
}

/** Without the storage nothing of this is known, and whoever sends is shown the mail first. */
async function recordIfPossible({ person }: Turn): Promise<MailRecord> {
  try {
    return await person.record();
  } catch (error) {
    if (isStorageFailure(error)) return emptyMailRecord;
    throw error;
  }
}
