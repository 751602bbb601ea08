import type { KeywordEdits } from '../edit-model.js';
import { anyOf, condition, not, oneOf } from './alternatives.js';
import { constant, enumeration } from './choices.js';
import { format } from './format.js';
import {
  additionalItems,
  contains,
  items,
  maxContains,
  maxItems,
  minContains,
  minItems,
  prefixItems,
  unevaluatedItems,
  uniqueItems,
} from './items.js';
import { maxLength, minLength } from './lengths.js';
import {
  additionalProperties,
  dependencies,
  dependentRequired,
  dependentSchemas,
  maxProperties,
  minProperties,
  patternProperties,
  properties,
  propertyNames,
  required,
  unevaluatedProperties,
} from './members.js';
import { exclusiveMaximum, exclusiveMinimum, maximum, minimum, multipleOf } from './numbers.js';
import { pattern } from './pattern.js';
import { nullable, type } from './types.js';

/** All keywords that can be brought to their edge or broken, those that tell most first. */
export const keywordTable: readonly KeywordEdits[] = [
  required,
  enumeration,
  constant,
  format,
  maxLength,
  minLength,
  maximum,
  minimum,
  exclusiveMaximum,
  exclusiveMinimum,
  type,
  nullable,
  pattern,
  additionalProperties,
  unevaluatedProperties,
  maxItems,
  minItems,
  uniqueItems,
  multipleOf,
  oneOf,
  anyOf,
  dependentRequired,
  dependentSchemas,
  dependencies,
  properties,
  contains,
  minContains,
  maxContains,
  maxProperties,
  minProperties,
  propertyNames,
  patternProperties,
  items,
  prefixItems,
  additionalItems,
  unevaluatedItems,
  not,
  condition,
];
