import type { CodeVersions } from '../../../scripts/desired/code-versions';
import { start } from '../proving';

/** An app as somebody might have it, from its repository to what is to become of it. */
export interface WholeApp {
  name: string;
  /** By path from the top of the repository. `‹15.6›` marks the literal that an edit replaces; it alone, to the byte. */
  files: Record<string, string>;
  /** `edit`, or the code of the refusal, whose patch applies and, where it is proven, makes the code say what is wanted. */
  ends: string;
  /** Of the app in the repository. Default: the top. */
  folder?: string;
  /** Links, by path: where to. */
  links?: Record<string, string>;
  /** A folder that is a submodule. */
  submodule?: string;
  from?: CodeVersions;
  to?: CodeVersions;
  /** Part of every run of the tests. */
  sampled?: boolean;
}

export const tsx = (file: string) =>
  `{"language":"typescript","app":"node --require ${require.resolve('tsx/cjs')} ${file}"}`;

/** What TypeScript apps begin with. */
export const typed = `import { App, TerraformStack, AuroraCluster } from 'tiny-cdktf';
const app = new App();
const stack = new TerraformStack(app, 'prod');
`;
export const foot = 'app.synth();\n';
export const creation = (version = 'version') => `new AuroraCluster(stack, 'orders', { engineVersion: ${version} });\n`;

/** One file of JavaScript, and what it needs. */
export const script = (name: string, code: string, more: Partial<WholeApp> = {}): WholeApp => ({
  name,
  ends: 'edit',
  ...more,
  files: { 'main.js': `${start}${code}\n${foot}`, ...more.files },
});

/** One file of TypeScript, and what it needs. */
export const typescript = (name: string, code: string, more: Partial<WholeApp> = {}): WholeApp => ({
  name,
  ends: 'edit',
  ...more,
  files: { 'main.ts': `${typed}${code}\n${foot}`, 'cdktf.json': tsx('main.ts'), ...more.files },
});
