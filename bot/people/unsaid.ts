// Answers that a channel did not take, in the person's record: each is said later, or told of, once on whatever instance. Pure.

/** An answer that did not reach its conversation. Its text is kept by the instance that made it, and nowhere else. */
export interface UnsaidAnswer {
  id: string;
  /** The conversation's id. */
  conversation: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The form whose mail the answer reports. */
  reports?: string;
  /** The form that holds what was typed. */
  keeps?: string;
  /** The channel may have shown it. */
  mayHaveArrived?: true;
  /** Milliseconds since 1970 at which an instance began to say it. */
  saidAt?: number;
}

/** The part of a person's record that has them, the newest last. */
export interface UnsaidRecord {
  unsaid?: UnsaidAnswer[];
}

/** Milliseconds for which an answer is told of. */
const lifetime = 24 * 3_600_000;
/** An instance says an answer within seconds. One that is not done after these milliseconds is gone. */
const sayingTime = 60_000;
/** Answers of one person. Reports of mails are in the record anyway. */
const mostUnsaid = 10;

/** Drops answers that are too old. */
export function dropExpiredUnsaid<R extends UnsaidRecord>(record: R, now: number): R {
  const { unsaid = [] } = record;
  return withUnsaid(
    record,
    unsaid.filter(({ at }) => now - at < lifetime),
  );
}

/** Notes an answer that was not taken, the newest last. Of too many the oldest go. */
export function noteUnsaid<R extends UnsaidRecord>(record: R, answer: UnsaidAnswer): R {
  const others = (record.unsaid ?? []).filter(({ id }) => id !== answer.id);
  return withUnsaid(record, [...others, answer].slice(-mostUnsaid));
}

/**
 * Claims the answers of a conversation for whoever is about to say them, reports of mails first.
 * @param isMine whether the caller can say it; every other one stays
 */
export function claimUnsaid<R extends UnsaidRecord>(
  record: R,
  conversation: string,
  now: number,
  isMine: (answer: UnsaidAnswer) => boolean,
): { record: R; result: UnsaidAnswer[] } {
  const all = record.unsaid ?? [];
  const isFree = ({ saidAt }: UnsaidAnswer) => saidAt === undefined || now - saidAt >= sayingTime;
  const claimed = all.filter((one) => one.conversation === conversation && isFree(one) && isMine(one));
  if (claimed.length === 0) return { record, result: [] };
  const marked = all.map((one) => (claimed.includes(one) ? { ...one, saidAt: now } : one));
  const rank = ({ reports }: UnsaidAnswer) => (reports ? 0 : 1);
  return { record: { ...record, unsaid: marked }, result: claimed.sort((a, b) => rank(a) - rank(b)) };
}

/** Takes answers out of the record: they were said, or the person was told of them. */
export function dropUnsaid<R extends UnsaidRecord>(record: R, ids: string[]): R {
  const { unsaid = [] } = record;
  return withUnsaid(
    record,
    unsaid.filter(({ id }) => !ids.includes(id)),
  );
}

function withUnsaid<R extends UnsaidRecord>(record: R, left: UnsaidAnswer[]): R {
  const { unsaid = [], ...rest } = record;
  if (left.length === unsaid.length && left.every((one, i) => one === unsaid[i])) return record;
  // TypeScript does not see that a record without an optional part is still one.
  return (left.length > 0 ? { ...rest, unsaid: left } : rest) as R;
}
