// An answer that is asked for once and remembered for a while, however many want it.

/**
 * @param ask must not reject
 * @param ms for how long an answer counts once it is there
 * @param now milliseconds since 1970
 */
export function remember<T>(ask: () => Promise<T>, ms: number, now: () => number): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (answer && now() < until) return answer;
    // Whoever asks while the answer is on its way gets the same one.
    until = Number.POSITIVE_INFINITY;
    answer = ask().finally(() => {
      until = now() + ms;
    });
    return answer;
  };
}
