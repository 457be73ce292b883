/** How many clients an instance of old had in the last minutes, as CloudWatch has it. */
export interface OldClients {
  instance: string;
  /** When it was measured; undefined where CloudWatch knows nothing of the last minutes. */
  at?: number;
  connections?: number;
}
