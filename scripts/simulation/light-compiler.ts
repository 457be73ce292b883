import { transformFileSync } from '@swc/core';

const options = {
  jsc: { parser: { syntax: 'typescript' as const }, target: 'es2022' as const },
  module: { type: 'commonjs' as const },
  sourceMaps: 'inline' as const,
};

/**
 * From here on this process compiles what it loads as the tests do. tsx names every function anew whenever it is made, so that
 * bundlers may rename it: here that is a fifth of what a schedule costs.
 */
export function compileLightly(): void {
  require.extensions['.ts'] = (module, file) => {
    const { code } = transformFileSync(file, options);
    (module as unknown as { _compile(code: string, file: string): void })._compile(code, file);
  };
}
