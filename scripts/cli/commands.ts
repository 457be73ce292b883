/** The commands, each an entry `scripts/<name>.ts`, with what it does. The package's executable takes the name as its first word. */
export const commands = {
  upgrade: 'Takes clusters to the version in the code by an RDS blue/green deployment.',
  status: 'What the code says, what runs, which step is next, since when.',
  abort: 'Gives an upgrade up before the switchover: green and the deployment are deleted, production stays.',
  reconcile: 'AWS moved on its own: writes the version that runs into the code.',
  cleanup:
    'Removes what a finished upgrade has left: the record of its deployment, the old instances, the old cluster.',
  'plan-check': 'Plans the stacks and says what a deploy would do to each Aurora cluster. Changes nothing.',
  versions: 'What the code of this branch changes in the versions of its clusters, for review. Changes nothing.',
  local: 'The embedded RDS, standing alone: the clusters that the code describes, already up.',
  demo: 'The whole upgrade on this machine, in under a minute: an embedded RDS, a copy of this code, no AWS account.',
} as const;

export type CommandName = keyof typeof commands;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);
