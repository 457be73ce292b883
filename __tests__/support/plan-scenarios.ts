import type { LocalRds } from './local-rds';
import type { ProjectCopy } from './project-copy';

/** One way in which a plan of main.ts, deployed as it is, comes out. */
export interface PlanScenario {
  /** Of the fixture: `upgrade-pending`. */
  name: string;
  /** In words, for whoever reads the fixture. */
  made: string;
  /** Changes main.ts; applied before anything else, and taken back. */
  deployed?(project: ProjectCopy): void;
  /** Changes main.ts. */
  edit?(project: ProjectCopy): void;
  /** Changes what AWS runs; the recorder puts it back. */
  rds?(rds: LocalRds): Promise<void>;
  /** Without the guard, as plan-check's second plan is made. */
  guard?: 'off';
  /** Added to `terraform plan`. */
  args?: string[];
  /** Terraform stops half way, and writes a plan that says so. */
  errored?: boolean;
}

export const password = 'correct-horse-battery-staple';

const version = (to: string) => (project: ProjectCopy) => project.replace('main.ts', "'15.6'", `'${to}'`);

const prop = (text: string) => (project: ProjectCopy) =>
  project.replace('main.ts', "masterUsername: 'postgres',", `masterUsername: 'postgres',\n      ${text}`);

const both =
  (...edits: ((project: ProjectCopy) => void)[]) =>
  (project: ProjectCopy) => {
    for (const edit of edits) edit(project);
  };

const renamed = (project: ProjectCopy) => project.replace('main.ts', "this, 'aurora', {", "this, 'orders', {");

/** More lines at the end of the stack. */
const more = (lines: string) => (project: ProjectCopy) => {
  project.replace('main.ts', 'new AuroraCluster(this,', 'const aurora = new AuroraCluster(this,');
  project.replace(
    'main.ts',
    '      masterPassword: masterPassword.stringValue,\n    });\n',
    `      masterPassword: masterPassword.stringValue,\n    });\n${lines}\n`,
  );
};

const removed =
  (lines = '') =>
  (project: ProjectCopy) => {
    const text = project.read('main.ts');
    const start = text.indexOf('    new AuroraCluster(');
    const end = text.indexOf('    });\n', start) + '    });\n'.length;
    project.write('main.ts', text.slice(0, start) + lines + text.slice(end));
  };

/** Addresses that main.ts gives. */
const members = {
  cluster: 'aws_rds_cluster.aurora',
  'aurora-bg-aurora-instance-1': 'aws_rds_cluster_instance.aurora_aurora-bg-aurora-instance-1_273D7779',
  'aurora-bg-aurora-instance-2': 'aws_rds_cluster_instance.aurora_aurora-bg-aurora-instance-2_B384C88B',
};

export const planScenarios: PlanScenario[] = [
  { name: 'no-changes', made: 'main.ts as it is deployed' },
  {
    name: 'upgrade-pending-stopped',
    made: 'engineVersion 15.6 → 15.10; the guard stops the plan',
    edit: version('15.10'),
    errored: true,
  },
  { name: 'upgrade-pending', made: 'the same without the guard', edit: version('15.10'), guard: 'off' },
  {
    name: 'upgrade-pending-major',
    made: 'engineVersion 15.6 → 16.3, without the guard',
    edit: version('16.3'),
    guard: 'off',
  },
  {
    name: 'hidden-replacement-stopped',
    made: 'engineVersion 15.6 → 15.10 and storageEncrypted false; prevent_destroy stops the plan',
    edit: both(version('15.10'), prop('storageEncrypted: false,')),
    errored: true,
  },
  {
    name: 'hidden-replacement',
    made: 'the same without the guard',
    edit: both(version('15.10'), prop('storageEncrypted: false,')),
    guard: 'off',
  },
  {
    name: 'aws-ahead',
    made: 'RDS has upgraded itself to 15.7; without the guard',
    rds: async (rds) => {
      await rds.control('auto-minor-upgrade', { cluster: 'aurora-bg-aurora-cluster', version: '15.7' });
      await rds.advance(60);
    },
    guard: 'off',
  },
  {
    name: 'in-place',
    made: "upgradePolicy 'in-place' and engineVersion 15.6 → 15.10",
    edit: both(version('15.10'), prop("upgradePolicy: 'in-place',")),
  },
  {
    name: 'version-computed',
    made: 'engine_version overridden by a value that only apply tells',
    edit: more(
      "    this.addOverride('resource.terraform_data.version.input', '15.10');\n" +
        "    aurora.cluster.addOverride('engine_version', '${terraform_data.version.output}');\n" +
        "    aurora.cluster.addOverride('lifecycle', { prevent_destroy: true });",
    ),
  },
  {
    name: 'other-changes',
    made: 'backupRetentionPeriod 14 and another master password',
    edit: prop('backupRetentionPeriod: 14,'),
    args: ['-var', `master_password=${password}`],
  },
  {
    name: 'elsewhere',
    made: 'a resource and an output that have nothing to do with the cluster',
    edit: more(
      "    this.addOverride('resource.terraform_data.note.input', 'x');\n" +
        "    this.addOverride('output.note.value', 'x');",
    ),
  },
  {
    name: 'upgrade-declared',
    made: 'upgradeTo 16.3: its groups are to be created',
    edit: prop("upgradeTo: '16.3',"),
  },
  {
    name: 'old-groups-removed',
    made: 'previousEngineVersion 14.10 was deployed, and is removed',
    deployed: prop("previousEngineVersion: '14.10',"),
  },
  { name: 'renamed', made: "the construct is called 'orders' instead of 'aurora'", edit: renamed },
  {
    name: 'moved',
    made: 'the same, with moved blocks for the cluster and its instances',
    edit: both(
      renamed,
      more(
        Object.entries(members)
          .map(([key, address]) =>
            key === 'cluster'
              ? `    aurora.cluster.moveFromId('${address}');`
              : `    aurora.instances.get('${key}')?.moveFromId('${address}');`,
          )
          .join('\n'),
      ),
    ),
  },
  {
    name: 'instance-removed',
    made: 'an instance is removed from the code, and its prevent_destroy with it',
    edit: (project) =>
      project.replace('main.ts', "        'aurora-bg-aurora-instance-2': { instanceClass: 'db.r6g.large' },\n", ''),
  },
  { name: 'removed', made: 'the whole construct is removed from the code', edit: removed() },
  {
    name: 'forgotten',
    made: 'the same, with removed blocks (destroy = false) for the cluster and its instances',
    edit: removed(
      `    this.addOverride('removed', [${Object.values(members)
        .map((from) => `{ from: '${from}', lifecycle: { destroy: false } }`)
        .join(', ')}]);\n`,
    ),
  },
  { name: 'created', made: 'nothing is deployed yet', args: ['-state=none.tfstate'] },
  { name: 'destroy', made: 'terraform plan -destroy, without the guard', guard: 'off', args: ['-destroy'] },
  {
    name: 'targeted',
    made: '-target of a parameter group',
    args: ['-target=aws_db_parameter_group.aurora_params-pg15_19F5948E'],
  },
];
