import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Declarations } from '../../scripts/docs/declarations';
import { membersTable, propsTable, refusedPropsTable } from '../../scripts/docs/props';

const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'props.ts'),
  `
/** A shop. */
export interface Shop {
  /**
   * Short, with \`a | b\`.
   *
   * More, for the editor.
   *
   * @default 'x'
   */
  readonly name?: string | number;
  /** By floor. */
  readonly shelves: Readonly<Record<string, Shelf>>;
  /** Refused: there is none. */
  readonly door?: never;
}
export interface Shelf {
  /** In a row. */
  readonly boxes: readonly Box[];
}
export interface Box {
  /** Centimetres. */
  readonly width: number;
}
export class Till {
  /** @param open  at first */
  constructor(private readonly open: boolean) {}
  private count = 0;
  /** What is in it. */
  get sum(): number { return this.count; }
  /** Adds to it. */
  add(coin: number, times = 1): void {}
}
export type Sale = { code: 'SOLD'; price?: number } | ({ code: 'BACK' } & Box);
`,
);

const declarations = new Declarations(folder);

test('props, with those of the objects in them', () => {
  expect(propsTable(declarations, 'Shop').split('\n').slice(2)).toEqual([
    "| `name`                    | `string` or `number`    | 'x'      | Short, with `a \\| b`. |",
    '| `shelves`                 | `Record<string, Shelf>` | required | By floor. |',
    '| `shelves.*.boxes`         | `Box[]`                 | required | In a row. |',
    '| `shelves.*.boxes[].width` | `number`                | required | Centimetres. |',
  ]);
});

test('what is refused has a table of its own', () => {
  expect(refusedPropsTable(declarations, { Shop: 'shop.' })).toContain('| `shop.door` | there is none. |');
});

test('members of a class, without what is private', () => {
  expect(membersTable(declarations, 'Till').split('\n').slice(2)).toEqual([
    '| `sum`               | `number` | What is in it. |',
    '| `add(coin, times?)` | `void`   | Adds to it. |',
  ]);
});

test('a union of objects, part by part', () => {
  const names = declarations.partsOf('Sale').map((part) => part.map(({ name, isOptional }) => [name, isOptional]));
  expect(names).toEqual([
    [
      ['code', false],
      ['price', true],
    ],
    [
      ['code', false],
      ['width', false],
    ],
  ]);
});

test('a name that is not there', () => {
  expect(() => declarations.membersOf('Nobody')).toThrow('Nothing is called Nobody.');
});
