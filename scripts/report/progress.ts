/** What a run waits for, as data. Two that are equal are the same state; what changes is told. */
export type Progress =
  | { what: 'available'; members: readonly Member[] }
  /** Green, by the tasks of its deployment. */
  | { what: 'built'; completed: number; total: number; running: readonly string[] }
  /** Green's instances. */
  | { what: 'standing'; standing: number; expected: number }
  /** RDS has taken it, and does not show it yet. */
  | { what: 'shown'; of: readonly string[] }
  /** RDS is too busy for it. */
  | { what: 'accepted'; of: readonly string[] }
  | { what: 'gone'; names: readonly string[] }
  | { what: 'snapshot'; name: string; percent: number }
  | { what: 'backup'; of: string }
  | { what: 'restarted'; instances: readonly string[] }
  | { what: 'restart-told'; instances: readonly string[] }
  | { what: 'in-sync'; members: readonly string[]; group?: string }
  | { what: 'roles'; roles: readonly Member[] }
  /** Green, as CloudWatch has it. */
  | { what: 'caught-up'; instance: string; seconds: number }
  | { what: 'switchover'; status: string; completed: number; total: number }
  /** Of the old cluster, until then (milliseconds). */
  | { what: 'clients'; until: number }
  /** What holds the switchover back, each gate with its id. */
  | { what: 'gates'; of: readonly { id: string; message: string }[] }
  /** In which production may be switched over; `opens` as people read it. */
  | { what: 'window'; opens: string }
  /** Of a switchover that was announced then (milliseconds). */
  | { what: 'outcome'; announcedAt: number };

/** Something with the status that it has now. */
export interface Member {
  name: string;
  status: string;
}

/** Continues "waiting for ". */
export function progressText(progress: Progress): string {
  switch (progress.what) {
    case 'available':
      return `${progress.members.map(({ name, status }) => `${name} (${status})`).join(', ')} to be available`;
    case 'built': {
      const running = progress.running.length > 0 ? `, ${progress.running.join(', ')}` : '';
      return `green to be built: ${progress.completed} of ${progress.total} tasks${running}`;
    }
    case 'standing':
      return `green to be built: ${progress.standing} of ${progress.expected} green instances exist`;
    case 'shown':
      return `RDS to show it: ${progress.of.join('; ')}`;
    case 'accepted':
      return `the right moment (RDS is busy with the resource, or it was changed meanwhile): ${progress.of.join('; ')}`;
    case 'gone':
      return `${progress.names.join(', ')} to be deleted`;
    case 'snapshot':
      return `the snapshot ${progress.name} (${progress.percent} %)`;
    case 'backup':
      return `${progress.of} to finish its backup`;
    case 'restarted':
      return `${progress.instances.join(', ')} to restart`;
    case 'restart-told':
      return `RDS to report the restart of ${progress.instances.join(', ')}`;
    case 'in-sync': {
      const group = progress.group === undefined ? 'its parameter group' : progress.group;
      return `${progress.members.join(', ')} to be in sync with ${group}`;
    }
    case 'roles':
      return `green to accept ${progress.roles.map(({ name, status }) => `${name} (${status})`).join(', ')}`;
    case 'clients':
      return `clients to move over, until ${new Date(progress.until).toISOString().slice(11, 19)}Z`;
    case 'gates':
      return `${progress.of.length === 1 ? 'a gate' : `${progress.of.length} gates`}: ${progress.of
        .map(({ id, message }) => `${id} ${message}`)
        .join(' ')
        .replace(/\.$/, '')}`;
    case 'window':
      return `the window to open: ${progress.opens}`;
    case 'caught-up':
      return `${progress.instance}, ${progress.seconds} seconds behind, to catch up`;
    case 'switchover':
      return `the switchover: ${progress.status}, ${progress.completed} of ${progress.total} members`;
    case 'outcome':
      return `RDS to report the outcome of the switchover announced at ${new Date(progress.announcedAt).toISOString()}`;
  }
}
