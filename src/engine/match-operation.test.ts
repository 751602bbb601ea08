import { describe, expect, test } from 'vitest';
import type { ApiModel, ApiOperation, Method } from '../contract/model.js';
import { matchOperation } from './match-operation.js';

function operation(method: Method, path: string): ApiOperation {
  return {
    key: `${method} ${path}`,
    method,
    path,
    operationId: null,
    tags: [],
    deprecated: false,
    parameters: [],
    requestBody: null,
    responses: [],
    security: null,
    pointer: '',
  };
}

const operations = [
  operation('GET', '/files/{file_id}'),
  operation('GET', '/files/latest'),
  operation('GET', '/files/{file_id}.pdf'),
  operation('POST', '/files'),
];
const model: ApiModel = {
  title: 'files',
  version: '1',
  dialect: '3.1',
  sha256: '',
  servers: [],
  operations: new Map(operations.map((one) => [one.key, one])),
  securitySchemes: new Map(),
};

describe('an operation is found by method and path', () => {
  test.each([
    ['POST', '/files', 'POST /files'],
    ['POST', '/files?dry=1', 'POST /files'],
    ['GET', '/files/7', 'GET /files/{file_id}'],
    ['GET', '/files/latest', 'GET /files/latest'],
    ['GET', '/files/a%2Fb', 'GET /files/{file_id}'],
  ])('%s %s is %s', (method, path, key) => {
    expect(matchOperation(model, method, path)?.key).toBe(key);
  });

  test.each([
    ['DELETE', '/files'],
    ['GET', '/files/'],
    ['GET', '/files/7/pages'],
    ['get', '/files/7'],
    ['GET', '/nothing'],
  ])('%s %s is none', (method, path) => {
    expect(matchOperation(model, method, path)).toBeNull();
  });
});
