/** What an option means that was not given; which values it takes says the command's own entry, such as `scripts/cleanup.ts`. */
export const defaults = {
  /** RDS's own default. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_SwitchoverBlueGreenDeployment.html */
  switchoverTimeoutSeconds: 300,
  /** How long the time of `--switch-at` lasts. */
  switchWithinMinutes: 60,
  /** What is noticed after an upgrade is noticed within a day. */
  soakHours: 24,
  maxConnections: 0,
} as const;
