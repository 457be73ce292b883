import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of each table, by the name that stands in its marker. */
export type Tables = Readonly<Record<string, () => string>>;

/** A README with its tables as the code has them. */
export interface Page {
  /** From the root of the repository. */
  path: string;
  text: string;
  generated: string;
}

const marked = /(<!-- table: (.+?) -->\n)[\s\S]*?(\n?<!-- \/table -->)/g;

/** The READMEs that have tables of the code in them: `<!-- table: options upgrade -->` to `<!-- /table -->`. */
export function pagesWithTables(root: string, tables: Tables): Page[] {
  return readmes(root).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const generated = withTables(text, tables);
    return generated === undefined ? [] : [{ path, text, generated }];
  });
}

/** Undefined for a text without markers. @throws RangeError for a marker that names no table */
export function withTables(text: string, tables: Tables): string | undefined {
  let found = false;
  const generated = text.replace(marked, (_, before: string, name: string) => {
    const table = tables[name];
    if (table === undefined)
      throw new RangeError(`No table is called "${name}". Known: ${Object.keys(tables).join(', ')}.`);
    found = true;
    return `${before}\n${table()}\n\n<!-- /table -->`;
  });
  return found ? generated : undefined;
}

const readmes = (root: string) =>
  ['constructs', 'scripts', '.github'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  );
