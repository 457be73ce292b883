import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface SdkExample {
  operation: string;
  title: string;
  input: Record<string, unknown>;
  output: Record<string, unknown> | undefined;
}

/**
 * The `@example` blocks with real data of the SDK's type declarations: AWS's own samples of inputs and outputs. The generic
 * block that every command begins with has no data and no title.
 */
export function sdkExamples(client = '@aws-sdk/client-rds'): SdkExample[] {
  const folder = join(dirname(require.resolve(`${client}/package.json`)), 'dist-types', 'commands');
  return readdirSync(folder)
    .filter((file) => file.endsWith('Command.d.ts'))
    .flatMap((file) => examplesOf(file.replace(/Command\.d\.ts$/, ''), readFileSync(join(folder, file), 'utf8')));
}

function examplesOf(operation: string, declaration: string): SdkExample[] {
  return declaration
    .split('@example ')
    .slice(1)
    .flatMap((block) => {
      const text = block.replace(/^ \* ?/gm, '');
      const input = /const input = (\{[\s\S]*?\});\nconst command/.exec(text)?.[1];
      const output = /\/\* response is\n([\s\S]*?)\n\*\\\//.exec(text)?.[1];
      if (input === undefined) return [];
      const title = text.split('\n')[0] ?? operation;
      return [
        { operation, title, input: literal(input) ?? {}, output: output === undefined ? undefined : literal(output) },
      ];
    });
}

/** The blocks are JavaScript object literals, not JSON. */
function literal(text: string): Record<string, unknown> | undefined {
  return new Function(`return (${text.replace(/\/\* (?:empty|metadata only) \*\\?\//g, '')})`)();
}
