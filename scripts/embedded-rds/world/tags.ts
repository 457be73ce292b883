import type { Tag } from '@aws-sdk/client-rds';
import { invalidParameterValue } from '../wire/service-fault';

/** Limits from the user guide, "Tagging Amazon Aurora and Amazon RDS resources". The sentences below are our own. */
const mostTags = 50;
const keyPattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@%]{1,128}$/u;
const valuePattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@%]{0,256}$/u;

/** The tags of a create call, checked; none when the call names none. */
export function tagsOf(tags: Tag[] | undefined): Tag[] {
  return mergeTags([], tags ?? []);
}

/** `added` over `existing`: the same key gets the new value. Throws InvalidParameterValue for what RDS would not take. */
export function mergeTags(existing: Tag[], added: Tag[]): Tag[] {
  for (const tag of added) checkTag(tag);
  const byKey = new Map(existing.map((tag) => [tag.Key ?? '', tag]));
  for (const { Key = '', Value = '' } of added) byKey.set(Key, { Key, Value });
  const tags = [...byKey.values()];
  if (tags.length > mostTags) throw invalidParameterValue(`The resource can have at most ${mostTags} tags.`);
  return tags;
}

/** Keys that are not there are ignored, as RDS does. */
export function removeTags(existing: Tag[], keys: string[]): Tag[] {
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) throw reservedKey(reserved);
  return existing.filter((tag) => !keys.includes(tag.Key ?? ''));
}

function checkTag({ Key = '', Value = '' }: Tag): void {
  if (/^aws:/i.test(Key)) throw reservedKey(Key);
  if (!keyPattern.test(Key)) throw invalidParameterValue(`The tag key ${JSON.stringify(Key)} is not valid.`);
  if (!valuePattern.test(Value)) throw invalidParameterValue(`The value of the tag ${Key} is not valid.`);
}

function reservedKey(key: string): Error {
  return invalidParameterValue(`The tag key ${key} is reserved: keys that begin with aws: belong to AWS.`);
}
