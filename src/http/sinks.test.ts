import { describe, expect, test } from 'vitest';
import { sinkTest } from './sinks.js';

const isSink = sinkTest({ addresses: ['Reader@mail.example '], domains: ['Sink.example'] });

describe('may get mail:', () => {
  test.each([
    'reader@mail.example',
    'READER@MAIL.EXAMPLE',
    'anyone@sink.example',
    'a@b.SINK.example',
    'a@@sink.example',
  ])('%s', (address) => {
    expect(isSink(address)).toBe(true);
  });
});

describe('may get no mail:', () => {
  test.each([
    'jane@mail.example',
    'jane@nosink.example',
    'jane@sink.example.com',
    'jane@example',
    'jane@elsewhere.example@sink.example',
    'jane@sink.example@elsewhere.example',
    'jane@sink.example@',
    'sink.example',
    '',
  ])('%j', (address) => {
    expect(isSink(address)).toBe(false);
  });
});

test('without anything declared nobody may get mail', () => {
  expect(sinkTest({ addresses: [], domains: [] })('reader@sink.example')).toBe(false);
});
