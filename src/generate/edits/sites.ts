import { isList, isObject, joinPointer } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { Place } from '../schema/place.js';
import { isWithin } from './apply-edits.js';
import { schemasOfItem, schemasOfMember } from './children.js';
import type { EditContext, Site } from './edit-model.js';
import { rulesAt } from './rules-at.js';

/** Places looked at in one value, and members of one object: beyond that, values only repeat themselves. */
const mostSites = 1000;
const mostMembers = 300;

/** A part of a value: the place `within` and everything below it. */
export interface Area {
  /** Tells areas of one base apart. */
  readonly id: number;
  readonly base: Json;
  readonly within: string;
}

/**
 * The places of a part of a value that a schema speaks about, the outer ones first. Of the items of an array, the first
 * two and the last stand for all.
 */
export function* sitesOf(context: EditContext, pointer: string, area: Area): Generator<Site> {
  const start = context.schemas.at(pointer);
  if (start === null) return;
  const pending: Child[] = [{ at: '', value: area.base, starts: [start] }];
  let found = 0;
  for (const { at, value, starts } of pending) {
    const rules = rulesAt(context, starts, value);
    if (rules.length === 0) continue;
    const site: Site = { at, value, rules };
    if (isWithin(at, area.within)) {
      yield site;
      found += 1;
      if (found >= mostSites) return;
    }
    const inner = childrenOf(context, site);
    pending.push(...inner.filter((child) => isWithin(child.at, area.within) || isWithin(area.within, child.at)));
  }
}

interface Child {
  readonly at: string;
  readonly value: Json;
  readonly starts: readonly Place[];
}

function childrenOf({ schemas }: EditContext, { at, value, rules }: Site): readonly Child[] {
  if (isList(value)) {
    const indexes = new Set([0, 1, value.length - 1]);
    return [...indexes].flatMap((index) => {
      const item = value[index];
      if (item === undefined) return [];
      return [{ at: joinPointer(at, index), value: item, starts: schemasOfItem(schemas, rules, index) }];
    });
  }
  if (!isObject(value)) return [];
  return Object.entries(value)
    .slice(0, mostMembers)
    .map(([name, item]) => ({
      at: joinPointer(at, name),
      value: item,
      starts: schemasOfMember(schemas, rules, name),
    }));
}
