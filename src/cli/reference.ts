import type { Leaf } from '../config/setting.js';
import { settings } from '../config/settings.js';
import type { Command, Flag } from './command.js';
import { commands } from './command-table.js';
import { code, table } from './markdown.js';

function flagRow({ name, placeholder, summary, fallback, repeatable }: Flag): readonly string[] {
  const usage = placeholder === null ? name : `${name} <${placeholder}>`;
  return [code(usage), repeatable ? `${summary}; may be repeated` : summary, fallback ?? ''];
}

function commandSection({ name, argument, summary, more, flags }: Command): string {
  const parts = [
    `### touchstone ${name}${argument === null ? '' : ` ${argument}`}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    table(['flag', 'does', 'default'], flags.map(flagRow)),
    ...(more === null ? [] : [more.includes('\n') ? `\`\`\`\n${more}\n\`\`\`` : more]),
  ];
  return parts.join('\n\n');
}

function settingRow(key: string, { takes, summary, fallback, flag, env }: Leaf): readonly string[] {
  return [code(key), summary, takes, code(flag), code(env), fallback ?? ''];
}

function settingRows(): readonly (readonly string[])[] {
  return Object.entries(settings).flatMap(([key, setting]) =>
    setting.kind === 'leaf'
      ? [settingRow(key, setting)]
      : Object.entries(setting.members).map(([name, member]) => settingRow(`${key}.${name}`, member)),
  );
}

/** `docs/reference.md`: all commands, flags, settings and variables, from the tables that the parser itself uses. */
export function renderReference(): string {
  const parts = [
    '# Reference',
    'Generated from the tables of commands and settings; a test keeps it up to date.',
    '## Commands',
    ...commands.map(commandSection),
    '## Settings',
    [
      'A setting is taken from its flag, else from its variable, else from the config file, else it has its default.',
      'The config file is `touchstone.config.ts`, `.js`, `.mjs`, `.json`, `.yaml` or `.yml` in the working folder, or',
      'what `--config` (or `TOUCHSTONE_CONFIG`) names; `schemas/config.schema.json` describes it to editors. Paths in it',
      'start at its folder. A secret is named by the variable that holds it: `{ "env": "SENDMUX_KEY" }`; `{ "value": "…" }`',
      'is accepted for loopback targets only.',
    ].join('\n'),
    table(['key', 'is', 'takes', 'flag', 'variable', 'default'], settingRows()),
    '## Other variables',
    table(
      ['variable', 'does'],
      [
        ['`NO_COLOR`', 'switches colours off'],
        ['`FORCE_COLOR`', 'switches colours on where no terminal is seen; `0` switches them off'],
        ['`TOUCHSTONE_DEBUG`', 'adds stack traces to error messages'],
      ],
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}
