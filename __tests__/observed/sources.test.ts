import type { AutoscalingPort } from '../../scripts/aws/autoscaling/autoscaling-port';
import type { RdsChanges } from '../../scripts/aws/rds/rds-port';
import type { DatabasesSource, Sources } from '../../scripts/observed/sources';
import type { ReadingConnection } from '../../scripts/workspace/connections';
import type { ReadingWorkspace } from '../../scripts/workspace/workspace';

type ActsOf<T> = Extract<keyof T, keyof RdsChanges | Exclude<keyof AutoscalingPort, 'scalingOf'> | 'analyzeGreen'>;
/** The compiler answers: this is `true` only where no act is among the keys. */
type OnlyReads<T> = [ActsOf<T>] extends [never] ? true : false;

test('whoever only looks holds no act: --plan, status and preflight get nothing else', () => {
  const sources: OnlyReads<Sources['rds'] & Sources['autoscaling'] & DatabasesSource> = true;
  const connection: OnlyReads<ReadingConnection['rds'] & ReadingConnection['autoscaling']> = true;
  const workspace: Exclude<keyof ReadingWorkspace, 'clusters' | 'isLocal' | 'open' | 'close'> extends never
    ? true
    : false = true;
  expect([sources, connection, workspace]).toEqual([true, true, true]);
});
