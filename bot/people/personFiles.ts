// The bytes of a person's files. Those that no form of the record names any more are deleted, after the record was written.
import type { InFlight } from '../runtime/inFlight';
import type { FileStore } from '../storage/port';

/** A record as it is stored: its version, and the files that its forms name. */
export interface Naming {
  eTag?: string | undefined;
  files: ReadonlySet<string>;
}

/** One change of the record, from its first reading to its end. */
export interface NamingChange {
  /** The record is stored like this. The change is decided on it. */
  from(stored: Naming): void;
  /**
   * The record is about to be written in place of that one, or deleted.
   * @param files that it names
   * @throws StorageUnavailable
   */
  writing(files: ReadonlySet<string>): Promise<void>;
  /**
   * The change has ended. Files that the record does not name any more are deleted.
   * @param stored as it is now; nothing when it was deleted
   */
  ended(stored?: Naming): void;
}

export interface PersonFiles {
  save(id: string, bytes: Buffer): Promise<void>;
  read(id: string): Promise<Buffer | undefined>;
  /** Begins a change of the record. Changes of one record come one after the other. */
  change(): NamingChange;
}

export interface PersonFilesOptions {
  files: FileStore;
  keyOf(id: string): string;
  /** Reads which files the record names at this moment. */
  named(): Promise<ReadonlySet<string>>;
  inFlight: InFlight;
}

/** Opens the files of a person, for one turn. */
export function openPersonFiles({ files, keyOf, named, inFlight }: PersonFilesOptions): PersonFiles {
  /** Files that records named on which a change was decided, until it is known what became of the change. */
  let before = new Set<string>();
  /** The version that the last write was to replace, until the record is known to have another one. */
  let replacing: Pick<Naming, 'eTag'> | undefined;
  /** What this turn saved, and which of it a record was to name. */
  const saved = new Map<string, Buffer>();
  const wasNamed = new Set<string>();
  let dropping: Promise<unknown> = Promise.resolve();

  /** Nobody waits for it, and its failure is nobody's: the storage's lifecycle rule deletes what is left. */
  const drop = (loose: string[]) => {
    if (loose.length === 0) return;
    const deleting = async () => {
      // Another instance may have named a file once more meanwhile.
      const newest = await named();
      const unnamed = loose.filter((id) => !newest.has(id));
      await Promise.all(unnamed.map((id) => files.delete(keyOf(id))));
    };
    dropping = Promise.all([dropping, inFlight.add(deleting().catch(() => undefined))]);
  };

  /**
   * A turn may name a file again that it named before: another account that came in meanwhile drops a form, and the turn opens it
   * again. By then the file may be deleted.
   */
  const saveAgain = async (from: Naming, named: ReadonlySet<string>) => {
    for (const [id, bytes] of saved) {
      if (!named.has(id)) continue;
      if (wasNamed.has(id) && !from.files.has(id)) {
        await dropping;
        await files.write(keyOf(id), bytes);
      }
      wasNamed.add(id);
    }
  };

  return {
    async save(id, bytes) {
      await files.write(keyOf(id), bytes);
      saved.set(id, bytes);
    },
    read: (id) => files.read(keyOf(id)),
    change() {
      let found: Naming = { files: new Set() };
      if (!replacing) before = new Set();
      return {
        from(stored) {
          found = stored;
          for (const id of stored.files) before.add(id);
        },
        // What the write names and never came to be stored is nobody's here: the turn may name it in its next change.
        async writing(named) {
          await saveAgain(found, named);
          replacing = { eTag: found.eTag };
        },
        ended(stored) {
          // As long as the record has the version that is to be replaced, a write whose answer was lost may still come through.
          if (!replacing || (stored && replacing.eTag === stored.eTag)) return;
          replacing = undefined;
          drop([...before].filter((id) => !stored?.files.has(id)));
        },
      };
    },
  };
}
