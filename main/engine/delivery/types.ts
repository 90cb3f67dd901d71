/** What happens with the results of a run that ended. */
export interface Delivery {
  /** Looks at ended runs soon; which ones are due stands in the history. */
  runEnded(runId: string): void;
  close(): Promise<void>;
}
