/** An object of those fields that have a value: for spreading where an absent key and an `undefined` one are not the same. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

/** What may be `undefined` becomes optional; the rest stays as it is. */
type Given<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
};
