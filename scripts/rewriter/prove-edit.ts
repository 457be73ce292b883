import { realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type AppFile, readAppFiles } from '../checkout/app-files';
import { outputOfGit } from '../checkout/git';
import { makeWorkingCopy } from '../checkout/working-copy';
import { versionNames } from '../desired/code-versions';
import { given } from '../runtime/given';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import type { EditOutcome } from './edit';
import type { EditRequest } from './edit-request';
import { Refusals } from './refusal-texts';
import { Trials } from './trials';

/**
 * Finds the edit that makes the code say other versions for a cluster (one literal replaced, or properties of one object added,
 * renamed or removed) and has the judge prove, on a temporary copy of the project with and without it, that it changes this cluster's
 * versions and nothing else in any stack. For several clusters it is one edit that changes all of them. The checkout is only read;
 * `applyEdit` writes. Every outcome is a result; an exception is a bug or a full disk.
 */
export async function proveEdit(request: EditRequest): Promise<EditOutcome> {
  const given = [request.from, request.to].flatMap((versions) => versionNames.map((name) => versions[name]));
  const invalid = given.find((version) => version !== undefined && !/^\d[\w.-]*\d$/.test(version));
  if (invalid !== undefined) return new Refusals(request, 0, []).invalidVersion(invalid);
  const projectDir = await realpath(request.projectDir);
  const [place = '', up = ''] = (
    (await outputOfGit(projectDir, ['rev-parse', '--show-prefix', '--show-cdup'])) ?? ''
  ).split('\n');
  const own = { ...request, projectDir, place };
  const outcome = await proveIn(projectDir, own, '');
  if (place === '' || !isUnknown(outcome) || !(await standsAround(own))) return outcome;
  const around = await proveIn(join(projectDir, up), own, place);
  return around.kind === 'refused' && around.code === 'OUTSIDE_PROJECT' ? around : outcome;
}

/**
 * @param searched  the folder whose files count: the project, or the repository around it
 * @param place  of the project in it
 */
async function proveIn(searched: string, request: EditRequest, place: string): Promise<EditOutcome> {
  return withTemporaryFolder('aurora-upgrade-edit', async (folder) => {
    const copy = await makeWorkingCopy(searched, folder);
    if (copy.kind === 'too-large') return new Refusals(request, 0, []).tooLarge(copy.message);
    const { files, notes } = await readAppFiles(searched, copy.projectDir, copy.files);
    // Here and not above: the compiler takes a third of a second to load, and most runs prove no edit.
    // `import()` would leave tsx's CommonJS hook, which the commands start with for its speed.
    const { prove } = require('./search') as typeof import('./search');
    const trials = new Trials(join(copy.projectDir, place), request.judge);
    return prove(request, trials, place === '' ? files : files.map((file) => seenFrom(place, file)), notes);
  });
}

const isUnknown = (outcome: EditOutcome) =>
  outcome.kind === 'refused' && (outcome.code === 'NOT_FOUND' || outcome.code === 'COMPUTED');

/** Whether the version is written anywhere in the repository but in the project: only then the copy of all of it is worth its time. */
async function standsAround({ projectDir, from }: EditRequest): Promise<boolean> {
  const written = ['grep', '--quiet', '--fixed-strings', '-I', '-e', from.engineVersion, '--', ':/', ':!.'];
  return (await outputOfGit(projectDir, written)) !== undefined;
}

function seenFrom(place: string, file: AppFile): AppFile {
  const seen = (path: string) => posix.relative(place, path);
  const compiledFrom = file.compiledFrom === undefined ? undefined : seen(file.compiledFrom);
  const path = seen(file.path);
  const around = path.startsWith('../')
    ? 'it is outside the folder of this app, and other apps may read it'
    : undefined;
  return { ...file, path, ...given({ compiledFrom, outside: file.outside ?? around }) };
}
