/** Actions by service, for a sentence: `rds:CreateDBInstance, DeleteDBInstance; cloudwatch:PutMetricAlarm`. */
export function spoken(actions: readonly string[]): string {
  const byService = new Map<string, string[]>();
  for (const action of actions) {
    const [service = '', operation = ''] = action.split(':');
    byService.set(service, [...(byService.get(service) ?? []), operation]);
  }
  return [...byService].map(([service, operations]) => `${service}:${operations.join(', ')}`).join('; ');
}
