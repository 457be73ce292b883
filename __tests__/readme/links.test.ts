import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What is written for people, by its path from the root. */
const pages = [
  'README.md',
  ...['constructs', 'scripts', '.github'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

interface Link {
  page: string;
  /** As it is written. */
  href: string;
  /** From the root. */
  path: string;
  anchor?: string;
}

/** The text without what Markdown does not read: code. */
const prose = (page: string) =>
  readFileSync(join(root, page), 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/^ {4}.*$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));

function linksOf(page: string): Link[] {
  const hrefs = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, href]) => href!);
  return hrefs
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [file, anchor] = href.split('#') as [string, string?];
      const path = file === '' ? page : posix.normalize(posix.join(posix.dirname(page), file));
      return { page, href, path, anchor };
    });
}

/** As GitHub makes them of headings: https://docs.github.com/en/get-started/writing-on-github (section links). */
function anchorsOf(page: string): string[] {
  const headings = [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, text]) => text!);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

/** Files that are named and not linked, such as `view/window.ts`: from the root, from `scripts/`, or from the page's own folder. */
const namedFiles = pages.flatMap((page) =>
  [
    ...readFileSync(join(root, page), 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.ts)`/g),
  ].map(([, file]) => ({ page, file: file! })),
);

const links = pages.flatMap(linksOf);
const names = (broken: Link[]) => broken.map(({ page, href }) => `${page}: ${href}`);

test('every file that is named is there', () => {
  const isThere = (page: string, file: string) =>
    ['.', 'scripts', posix.dirname(page)].some((folder) => existsSync(join(root, folder, file)));
  expect(namedFiles.length).toBeGreaterThan(50);
  expect(namedFiles.filter(({ page, file }) => !isThere(page, file))).toEqual([]);
});

test('there is something to look at', () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(links.length).toBeGreaterThan(30);
});

test('every relative link leads to a file', () => {
  expect(names(links.filter(({ path }) => !existsSync(join(root, path))))).toEqual([]);
});

test('every anchor leads to a heading', () => {
  const toHeadings = links.filter(({ anchor }) => anchor !== undefined);
  expect(toHeadings.length).toBeGreaterThan(3);
  expect(names(toHeadings.filter(({ path, anchor }) => !anchorsOf(path).includes(anchor!)))).toEqual([]);
});

test('the package has every README, and in it every link leads to a file, too', () => {
  const npm = spawnSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: root, encoding: 'utf8' });
  const [pack] = Object.values(JSON.parse(npm.stdout)) as { files: { path: string }[] }[];
  const shipped = new Set(pack!.files.map(({ path }) => path));
  const forUsers = pages.filter((page) => page !== '.github/PULL_REQUEST_TEMPLATE.md');
  expect(forUsers.filter((page) => !shipped.has(page))).toEqual([]);
  expect(names(links.filter(({ page, path }) => shipped.has(page) && !shipped.has(path)))).toEqual([]);
});
