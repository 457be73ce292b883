/** What clients ask of production's writer, as CloudWatch has it: the newest point of the last minutes of each. */
export interface Load {
  /** Undefined while RDS shows no writer. */
  instance?: string;
  connections?: Sample;
  /** Sessions at work at once (DBLoad), which only Performance Insights and Database Insights publish. */
  active?: Sample;
}

interface Sample {
  at: number;
  value: number;
}

/** Of the last week, by the mean of an hour. */
export interface QuietestHour {
  /** When it began. */
  at: number;
  value: number;
  of: 'connections' | 'active';
}
