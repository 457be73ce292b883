import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageName } from '../../constructs/command-line';
import { examples } from '../../scripts/packaging/data-files';
import { installedPackage, listFiles, packageExecutable } from './installed-package';
import {
  type CommandCall,
  type CommandResult,
  cleanEnvironment,
  type RunningCommand,
  runCommand,
  startCommand,
} from './run-command';
import { takeStableFolder } from './stable-folder';
import { startWarmApp, type WarmApp } from './warm-app';

const checkout = resolve(__dirname, '../..');
const code = [
  'main.ts',
  'cdktf.json',
  'package.json',
  'tsconfig.json',
  'constructs',
  'scripts',
  'README.md',
  'LICENSE',
];

/** A project as a user has it, in a folder for temporary files: a git repository with everything committed. */
export interface ProjectCopy {
  directory: string;
  /** Beside the project: for state files, configuration and the like, gone with it. */
  aside: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Replaces what must stand in the file exactly once. */
  replace(file: string, from: string, to: string): void;
  /** Puts a file, main.ts by default, back to what was committed last; `.` is all of them. */
  restore(file?: string): void;
  /** Commits everything: what changes from here on is told by `changedLines`. */
  commit(message: string): void;
  /** Lines that differ from the repository, `-…` and `+…`. */
  changedLines(): string[];
  /** `npm run <name> -- <args>`, without npm; of an app that has installed the package, its executable. */
  run(name: string, args: readonly string[], call?: Omit<CommandCall, 'cwd'>): Promise<CommandResult>;
  start(name: string, args: readonly string[], call?: Omit<CommandCall, 'cwd'>): RunningCommand;
  /** Runs the `app` of cdktf.json, as `cdktf synth` does, without the seconds of its CLI. */
  synth(env: Record<string, string>): Promise<void>;
  remove(): void;
}

/** This repository's own code. */
export function copyProject(): ProjectCopy {
  const command = (name: string) => [process.execPath, '--require', 'tsx/cjs', `scripts/${name}.ts`];
  return createProject(command, (directory) => {
    for (const file of listFiles(...code)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      cpSync(join(checkout, file), join(directory, file));
    }
    symlinkSync(realpathSync(join(checkout, 'node_modules')), join(directory, 'node_modules'));
    ignoreAsHere(directory);
  });
}

/**
 * An app that has installed the package, as most users have one: main.ts and the package's name in place of the path of its
 * construct. Its commands start in half the time of this repository's own, which are compiled as they run and prove an edit over
 * 700 files.
 * @param example  a folder of `constructs/examples`, which is copied instead
 */
export function createApp(example?: string): ProjectCopy {
  const executable = packageExecutable();
  const warm = startWarmApp(join(installedPackage(), packageName));
  const project = createProject(
    (name) => [process.execPath, executable, name],
    (directory) => {
      if (example === undefined) {
        for (const file of ['main.ts', 'cdktf.json', 'tsconfig.json'])
          cpSync(join(checkout, file), join(directory, file));
        writeFileSync(join(directory, 'main.ts'), ofPackage(readFileSync(join(checkout, 'main.ts'), 'utf8')));
      } else cpSync(join(checkout, examples, example), directory, { recursive: true });
      writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'app', private: true }, null, 2));
      ignoreAsHere(directory);
      symlinkSync(installedPackage(), join(directory, 'node_modules'));
      useWarmApp(directory, warm);
    },
  );
  return {
    ...project,
    write: (file, text) => project.write(file, ofPackage(text)),
    remove: () => {
      warm.stop();
      project.remove();
    },
  };
}

/** Apps here import the construct by its path in this repository. */
const ofPackage = (text: string) => text.replaceAll("'./constructs/aurora-cluster'", `'${packageName}'`);

/** `node_modules` is a link there, which the pattern of a folder does not mean. */
function ignoreAsHere(directory: string): void {
  const ignored = `${readFileSync(join(checkout, '.gitignore'), 'utf8')}\nnode_modules\n`;
  writeFileSync(join(directory, '.gitignore'), ignored);
}

function useWarmApp(directory: string, { command }: WarmApp): void {
  const file = join(directory, 'cdktf.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), app: command }, null, 2));
}

/**
 * @param command  the words that start a command of this project there
 * @param fill  puts the code into the new folder
 */
export function createProject(command: (name: string) => string[], fill: (directory: string) => void): ProjectCopy {
  const root = takeStableFolder();
  const directory = join(root, 'project');
  mkdirSync(directory);
  fill(directory);
  const git = (...args: string[]) => {
    const run = spawnSync('git', args, { cwd: directory, env: cleanEnvironment(), encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
    return run.stdout;
  };
  const commit = (message: string) => {
    git('add', '--all');
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    git(...author, 'commit', '--quiet', '--no-verify', '-m', message);
  };
  git('init', '--quiet');
  commit('The project');
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
  const start = <Started>(
    by: (file: string, args: readonly string[], call: CommandCall) => Started,
    name: string,
    args: readonly string[],
    call?: Omit<CommandCall, 'cwd'>,
  ) => {
    const [file, ...words] = command(name);
    return by(file!, [...words, ...args], { ...call, cwd: directory });
  };
  return {
    directory,
    aside: root,
    read,
    write,
    replace(file, from, to) {
      const parts = read(file).split(from);
      if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} stands ${parts.length - 1} times in ${file}.`);
      write(file, parts.join(to));
    },
    restore: (file = 'main.ts') => void git('checkout', '--quiet', '--', file),
    commit,
    changedLines: () =>
      git('diff', '--unified=0')
        .split('\n')
        .filter((line) => /^[-+](?!--|\+\+)/.test(line)),
    run: (name, args, call) => start(runCommand, name, args, call),
    start: (name, args, call) => start(startCommand, name, args, call),
    async synth(env) {
      const { app } = JSON.parse(read('cdktf.json')) as { app: string };
      const { exitCode, output } = await runCommand('sh', ['-c', app], { cwd: directory, env });
      if (exitCode !== 0) throw new Error(`The app does not synthesize:\n${output}`);
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
