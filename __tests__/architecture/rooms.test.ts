import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const scripts = join(root, 'scripts');

interface Room {
  name: string;
  imports: string[];
}

/** The table of scripts/README.md, from the top floor down. */
function rooms(): Room[] {
  const rows = readFileSync(join(scripts, 'README.md'), 'utf8').matchAll(/^\| `([\w-]+)` \|.*\|([^|]*)\|$/gm);
  return [...rows].map(([, name, imports]) => ({
    name: name!,
    imports: [...imports!.matchAll(/`([\w-]+)`/g)].map(([, each]) => each!),
  }));
}

const sourceFiles = [join(root, 'main.ts'), ...filesIn('scripts'), ...filesIn('constructs')];

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(root, folder, path));
}

/** Files of this project that a file imports in whatever way: values, types, `import()`, `require()`, `typeof import()`. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const known = new Set(sourceFiles);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(file), fileName))
    .flatMap((path) => [path, `${path}.ts`, join(path, 'index.ts')].filter((each) => known.has(each)));
}

const imports = new Map(sourceFiles.map((file) => [file, importsOf(file)]));

/** `constructs`, a room of scripts, or `entries` for what lies beside the rooms. */
function roomOf(file: string): string {
  const [top, room, ...inside] = relative(root, file).split(sep);
  if (top !== 'scripts') return top === 'constructs' ? top : 'entries';
  return inside.length === 0 ? 'entries' : room!;
}

test('every folder of scripts is a room of the table, and every room is a folder', () => {
  const folders = new Set(sourceFiles.map(roomOf).filter((room) => room !== 'constructs' && room !== 'entries'));
  const stated = rooms().map(({ name }) => name);
  expect(stated.sort()).toEqual([...folders].sort());
});

test('arrows of the table lead downwards', () => {
  const floors = [...rooms().map(({ name }) => name), 'constructs'];
  const upwards = rooms().flatMap(({ name, imports: targets }) =>
    targets.filter((target) => floors.indexOf(target) <= floors.indexOf(name)).map((target) => `${name} -> ${target}`),
  );
  expect(upwards).toEqual([]);
});

test('rooms import what the table says, and nothing else', () => {
  const found = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    const from = roomOf(file);
    for (const to of targets.map(roomOf).filter((each) => each !== from)) {
      found.set(from, (found.get(from) ?? new Set()).add(to));
    }
  }
  const actual = Object.fromEntries(rooms().map(({ name }) => [name, [...(found.get(name) ?? [])].sort()]));
  const stated = Object.fromEntries(rooms().map(({ name, imports: targets }) => [name, [...targets].sort()]));
  expect(actual).toEqual(stated);
  expect([...(found.get('constructs') ?? [])]).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(circles(imports).map((files) => files.map((file) => relative(root, file)))).toEqual([]);
});

test('a circle would be found', () => {
  const pair = new Map([
    ['a', ['b']],
    ['b', ['c', 'a']],
    ['c', []],
  ]);
  expect(circles(pair)).toEqual([['b', 'a']]);
});

/** Strongly connected files, by Tarjan's algorithm. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file)).reverse();
    if (circle.length > 1) found.push(circle);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}
