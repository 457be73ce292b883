import { applyFilters, refuseFilters } from '../../../scripts/embedded-rds/world/filters';
import { paginate } from '../../../scripts/embedded-rds/world/paginate';
import { mergeTags, removeTags } from '../../../scripts/embedded-rds/world/tags';

describe('paginate', () => {
  const names = Array.from({ length: 45 }, (_, i) => `n${String(i).padStart(2, '0')}`);
  const key = (name: string) => name;

  it('shows every item once, page by page', () => {
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const answer = paginate([...names].reverse(), { Marker, MaxRecords: 20 }, key);
      seen.push(...answer.page);
      Marker = answer.Marker;
    } while (Marker !== undefined);
    expect(seen).toEqual(names);
  });

  it('neither repeats nor skips what stays when an item goes between two pages', () => {
    const first = paginate(names, { MaxRecords: 20 }, key);
    const second = paginate(
      names.filter((name) => name !== 'n19' && name !== 'n30'),
      { Marker: first.Marker, MaxRecords: 20 },
      key,
    );
    expect(second.page[0]).toBe('n20');
    expect(second.page).not.toContain('n30');
  });

  it('has no marker on the last page, and 100 items on a page unless asked', () => {
    expect(paginate(names, {}, key).Marker).toBeUndefined();
    expect(
      paginate(
        Array.from({ length: 150 }, (_, i) => String(i)),
        {},
        key,
        1000,
      ).page,
    ).toHaveLength(100);
  });

  it.each([
    [{ MaxRecords: 19 }, 'Invalid value 19 for MaxRecords. Must be between 20 and 100'],
    [{ MaxRecords: 101 }, 'Invalid value 101 for MaxRecords. Must be between 20 and 100'],
    [{ Marker: 'bogus' }, 'Invalid value bogus for Marker.'],
    [{ Marker: '!!' }, 'Invalid value !! for Marker.'],
  ])('refuses %p', (request, message) => {
    expect(() => paginate(names, request, key)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue', message }),
    );
  });
});

describe('applyFilters', () => {
  const items = [
    { name: 'a', colours: ['red', 'blue'] },
    { name: 'b', colours: ['blue'] },
    { name: 'c', colours: [] },
  ];
  const known = {
    name: ({ name }: (typeof items)[number]) => name,
    colour: ({ colours }: (typeof items)[number]) => colours,
  };
  const named = (filters: { Name?: string; Values?: string[] }[] | undefined) =>
    applyFilters(items, filters as never, known).map(({ name }) => name);

  it.each([
    ['no filter', undefined, ['a', 'b', 'c']],
    ['one of several values', [{ Name: 'name', Values: ['a', 'c'] }], ['a', 'c']],
    ["one of an item's values", [{ Name: 'colour', Values: ['RED'] }], ['a']],
    [
      'all filters',
      [
        { Name: 'colour', Values: ['blue'] },
        { Name: 'name', Values: ['b', 'c'] },
      ],
      ['b'],
    ],
  ])('matches %s', (_what, filters, expected) => {
    expect(named(filters)).toEqual(expected);
  });

  it.each([
    ['an unknown name', [{ Name: 'size', Values: ['1'] }], 'InvalidParameterValue'],
    ['a name of Object.prototype', [{ Name: 'constructor', Values: ['1'] }], 'InvalidParameterValue'],
    ['a filter without values', [{ Name: 'name', Values: [] }], 'InvalidParameterCombination'],
  ])('refuses %s', (_what, filters, code) => {
    expect(() => named(filters)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses any filter where the operation has none', () => {
    expect(() => refuseFilters([{ Name: 'name', Values: ['a'] }])).toThrow('Unrecognized filter name: name');
    expect(() => refuseFilters([])).not.toThrow();
  });
});

describe('tags', () => {
  const existing = [
    { Key: 'team', Value: 'orders' },
    { Key: 'stage', Value: 'prod' },
  ];

  it('are merged by key, in the order in which they came', () => {
    expect(mergeTags(existing, [{ Key: 'stage', Value: 'dev' }, { Key: 'new' }])).toEqual([
      { Key: 'team', Value: 'orders' },
      { Key: 'stage', Value: 'dev' },
      { Key: 'new', Value: '' },
    ]);
  });

  it('are removed by key, and unknown keys ignored', () => {
    expect(removeTags(existing, ['stage', 'none'])).toEqual([{ Key: 'team', Value: 'orders' }]);
  });

  it.each([
    ['a reserved key', [{ Key: 'aws:x', Value: '' }]],
    ['a reserved key in capitals', [{ Key: 'AWS:x', Value: '' }]],
    ['an empty key', [{ Key: '', Value: '' }]],
    ['a key that is too long', [{ Key: 'k'.repeat(129), Value: '' }]],
    ['a value that is too long', [{ Key: 'k', Value: 'v'.repeat(257) }]],
    ['characters that are not allowed', [{ Key: 'k', Value: '<b>' }]],
    ['more than fifty', Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }))],
  ])('refuse %s', (_what, added) => {
    expect(() => mergeTags([], added)).toThrow(expect.objectContaining({ code: 'InvalidParameterValue' }));
  });

  it('that are reserved are not removed', () => {
    expect(() => removeTags(existing, ['aws:cloudformation:stack-name'])).toThrow('belong to AWS');
  });
});
