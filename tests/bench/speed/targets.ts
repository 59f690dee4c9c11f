// What the speed of the bot is held to: each is a figure of one run, and the bench fails when one is missed.
export const targets = {
  /** Of CPU time a turn, over the floor's. */
  cpuOverFloor: 5,
  /** Of the time to the first answer, over the baseline's. */
  coldStartOverBaseline: 1 / 3,
  /** Of resident memory after the first profile, over the baseline's. */
  residentOverBaseline: 0.55,
  /** Megabytes the heap may grow by over 10,000 turns, garbage collected before and after. */
  heapGrowth: 5,
  /** Megabytes of dist/. */
  artifact: 10,
  /** Calls of a "profile" turn, the storage aside: the token, the person, the reply. */
  callsPerTurn: 3,
};
