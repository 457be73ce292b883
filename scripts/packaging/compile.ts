import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { commands } from '../cli/commands';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { forCdkTerrain } from './cdk-terrain';

const entries = ['constructs/index.ts', 'scripts/aurora-blue-green.ts'];

/**
 * Compiles what the package holds: `constructs` with their types, once for CDKTF and once, as `cdktn`, for CDK Terrain; and the
 * commands. What no entry leads to (tests, benchmarks, this) stays out.
 */
export function compile(root: string, output: string): void {
  const options = { ...readOptions(root), noEmit: false, declaration: true, rootDir: root, outDir: output };
  const roots = [...entries, ...Object.keys(commands).map((name) => `scripts/${name}.ts`)];
  const program = ts.createProgram(
    roots.map((file) => join(root, file)),
    options,
  );
  refuse(root, ts.getPreEmitDiagnostics(program));
  const emit = (file: string, text: string) => {
    const path = relative(output, file);
    const isConstruct = path.startsWith('constructs');
    if (path.endsWith('.d.ts') && !isConstruct) return;
    write(file, text);
    if (isConstruct) write(join(output, path.replace('constructs', 'cdktn')), forCdkTerrain(text));
  };
  const { diagnostics } = program.emit(undefined, emit, undefined, false, { after: [() => withoutComments] });
  refuse(root, diagnostics);
}

/** `removeComments` would take the docstrings out of the declarations, too, which editors show. */
function withoutComments(file: ts.SourceFile): ts.SourceFile {
  for (const statement of file.statements)
    ts.setEmitFlags(statement, ts.EmitFlags.NoComments | ts.EmitFlags.NoNestedComments);
  return file;
}

function readOptions(root: string): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  refuse(root, error === undefined ? errors : [error, ...errors]);
  return options;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function refuse(root: string, diagnostics: readonly ts.Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  throw new UpgradeError({
    code: 'DOES_NOT_COMPILE',
    message: `The package was not built: ${ts.formatDiagnostics(diagnostics, host).trimEnd()}`,
    remedy: 'Mend what the compiler names.',
    exitCode: ExitCode.failed,
  });
}
