import type { Problem } from '../problem';
import type { ReaderAutoscaling } from '../props/scaling-props';
import { isUnresolved } from './validate-identifiers';

const most = 15;

/** Capacities, targets and cooldowns. */
export function autoscalingProblems(autoscaling: ReaderAutoscaling | undefined): Problem[] {
  if (autoscaling === undefined) return [];
  const { minCapacity, maxCapacity, targetCpuUtilization: cpu, targetConnections: connections } = autoscaling;
  const problems: Problem[] = [];
  for (const [name, count] of Object.entries({ minCapacity, maxCapacity })) {
    if (isUnresolved(count) || (Number.isInteger(count) && count >= 0 && count <= most)) continue;
    problems.push({
      prop: `autoscaling.${name}`,
      message: `A cluster cannot have ${count} readers.`,
      remedy: `Write a whole number from 0 to ${most}.`,
    });
  }
  if (problems.length === 0 && !isUnresolved(minCapacity) && !isUnresolved(maxCapacity) && minCapacity > maxCapacity) {
    problems.push({
      prop: 'autoscaling.minCapacity',
      message: `${minCapacity} is more than maxCapacity, ${maxCapacity}.`,
      remedy: 'Write a smaller number.',
    });
  }
  if (cpu === undefined && connections === undefined) {
    problems.push({
      prop: 'autoscaling',
      message: 'No target says when to add a reader.',
      remedy: 'Write targetCpuUtilization (percent), targetConnections, or both.',
    });
  }
  if (cpu !== undefined && !isUnresolved(cpu) && !(cpu > 0 && cpu <= 100)) {
    problems.push({
      prop: 'autoscaling.targetCpuUtilization',
      message: `${cpu} is not a percentage.`,
      remedy: 'Write a number up to 100, such as 60.',
    });
  }
  if (connections !== undefined && !isUnresolved(connections) && !(connections > 0)) {
    problems.push({
      prop: 'autoscaling.targetConnections',
      message: `${connections} is not a number of connections.`,
      remedy: 'Write how many connections a reader should have, such as 500.',
    });
  }
  for (const name of ['scaleInCooldown', 'scaleOutCooldown'] as const) {
    const seconds = autoscaling[name];
    if (seconds === undefined || isUnresolved(seconds) || (Number.isInteger(seconds) && seconds >= 0)) continue;
    problems.push({
      prop: `autoscaling.${name}`,
      message: `${seconds} is not a number of seconds.`,
      remedy: 'Write a whole number, such as 300.',
    });
  }
  return problems;
}
