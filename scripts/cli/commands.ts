/** The commands, each an entry `scripts/<name>.ts`, with what it does. The package's executable takes the name as its first word. */
export const commands = {
  upgrade: 'Upgrades clusters to the version in the code with an RDS blue/green deployment.',
  preflight:
    'Checks clusters and their data before an upgrade: what would stop it, or break production. Changes nothing.',
  status: 'What the code says, what runs, which step is next, and when cleanup becomes possible.',
  abort: 'Cancels an upgrade before the switchover: deletes green and the deployment; production stays as it is.',
  reconcile: 'Writes the running version into the code after AWS has upgraded a cluster by itself.',
  cleanup: 'Removes what a finished upgrade leaves behind: the deployment, the old instances, the old cluster.',
  'plan-check': 'Plans the stacks and shows what a deploy would do to each Aurora cluster. Changes nothing.',
  versions: 'Shows for review which cluster versions this branch changes. Changes nothing.',
  local: 'Runs the embedded RDS on its own, with the clusters of the code already running.',
  demo: 'Shows the whole upgrade on this machine: an embedded RDS, a copy of this code, no AWS account.',
} as const;

export type CommandName = keyof typeof commands;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** Of `npm run upgrade --`, and of `npx aurora-blue-green upgrade`. */
export const commandOf = (spelled: string): string => spelled.replace(/ --$/, '').split(' ').at(-1) ?? '';
