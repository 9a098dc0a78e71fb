// util.parseArgs: options and positionals of a command line.
'use strict';

const { typeError, invalidArgType, invalidArgValue, checkObject, checkBoolean, checkString } = require('internal/errors');

// The tokens of the command line, in order.
function tokenize(args, options) {
  const tokens = [];
  const byShort = (letter) => Object.keys(options).find((name) => options[name].short === letter);
  const isString = (name) => Object.hasOwn(options, name) && options[name].type === 'string';
  const rest = args.map((text, index) => ({ text, index }));
  for (let i = 0; i < rest.length; i++) {
    const { text, index } = rest[i];
    const takesNext = (name) => isString(name) && rest[i + 1] !== undefined && rest[i + 1].index !== index;
    if (text === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const after of rest.slice(i + 1)) tokens.push({ kind: 'positional', index: after.index, value: after.text });
      break;
    }
    const option = (name, rawName, value, inlineValue) => tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
    if (/^-[^-]$/s.test(text)) {
      const name = byShort(text[1]) ?? text[1];
      if (takesNext(name)) option(name, text, rest[++i].text, false);
      else option(name, text, undefined, undefined);
    } else if (/^-[^-]./s.test(text)) {
      // A group: the first that takes a value takes what follows of the word.
      const first = byShort(text[1]) ?? text[1];
      if (isString(first)) {
        option(first, `-${text[1]}`, text.slice(2), true);
        continue;
      }
      const words = [];
      for (let at = 1; at < text.length; at++) {
        const name = byShort(text[at]) ?? text[at];
        if (!isString(name) || at === text.length - 1) {
          words.push(`-${text[at]}`);
        } else {
          words.push(`-${text.slice(at)}`);
          break;
        }
      }
      rest.splice(i, 1, ...words.map((word) => ({ text: word, index })));
      i--;
    } else if (/^--[^=]+$/s.test(text)) {
      const name = text.slice(2);
      if (takesNext(name)) option(name, text, rest[++i].text, false);
      else option(name, text, undefined, undefined);
    } else if (/^--[^=]+=/s.test(text)) {
      const at = text.indexOf('=');
      option(text.slice(2, at), text.slice(0, at), text.slice(at + 1), true);
    } else {
      tokens.push({ kind: 'positional', index, value: text });
    }
  }
  return tokens;
}

function checkUse(token, options, allowsPositionals) {
  if (!Object.hasOwn(options, token.name)) {
    const hint = allowsPositionals
        ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${JSON.stringify(token.rawName)}`
        : '';
    throw typeError('ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${token.rawName}'${hint}`);
  }
  const { type, short } = options[token.name];
  const shown = `${short ? `-${short}, ` : ''}--${token.name}`;
  if (type === 'string' && typeof token.value !== 'string') {
    throw typeError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw typeError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown}' does not take an argument`);
  }
  if (type === 'string' && !token.inlineValue && token.value.length > 1 && token.value.startsWith('-')) {
    const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw typeError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
        `Option '${token.rawName}' argument is ambiguous.\n` +
        `Did you forget to specify the option argument for '${token.rawName}'?\n` +
        `To specify an option argument starting with a dash use ${example}.`);
  }
}

function checkUnion(value, name, union) {
  if (!union.includes(value)) {
    throw invalidArgType(name, `('${union.join('|')}')`, value);
  }
}

function parseArgs(config = {}) {
  checkObject(config, 'config');
  const process = require('process');
  const skipped = process.execArgv.some((flag) => /^-(e|p|pe|-eval|-print)$/.test(flag)) ? 1 : 2;
  const args = config.args ?? process.argv.slice(skipped);
  const isStrict = config.strict ?? true;
  const allowsPositionals = config.allowPositionals ?? !isStrict;
  const returnsTokens = config.tokens ?? false;
  const options = config.options ?? {};
  if (!Array.isArray(args)) throw invalidArgType('args', 'Array', args);
  checkBoolean(isStrict, 'strict');
  checkBoolean(allowsPositionals, 'allowPositionals');
  checkBoolean(returnsTokens, 'tokens');
  checkObject(options, 'options');
  for (const [name, option] of Object.entries(options)) {
    checkObject(option, `options.${name}`);
    checkUnion(option.type, `options.${name}.type`, ['string', 'boolean']);
    if (Object.hasOwn(option, 'short')) {
      checkString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw invalidArgValue(`options.${name}.short`, option.short, 'must be a single character');
      }
    }
    if (Object.hasOwn(option, 'multiple')) checkBoolean(option.multiple, `options.${name}.multiple`);
    if (option.default !== undefined) {
      const wanted = option.multiple ? `${option.type}[]` : option.type;
      const isRight = option.multiple
          ? Array.isArray(option.default) && option.default.every((item) => typeof item === option.type)
          : typeof option.default === option.type;
      if (!isRight) throw invalidArgType(`options.${name}.default`, wanted, option.default);
    }
  }

  const result = { values: { __proto__: null }, positionals: [] };
  const tokens = tokenize(args, options);
  if (returnsTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (isStrict) checkUse(token, options, allowsPositionals);
      if (token.name === '__proto__') continue;
      const value = token.value === undefined ? true : token.value;
      if (options[token.name]?.multiple) (result.values[token.name] ??= []).push(value);
      else result.values[token.name] = value;
    } else if (token.kind === 'positional') {
      if (!allowsPositionals) {
        throw typeError('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
            `Unexpected argument '${token.value}'. This command does not take positional arguments`);
      }
      result.positionals.push(token.value);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && result.values[name] === undefined && name !== '__proto__') {
      result.values[name] = option.default;
    }
  }
  return result;
}

module.exports = { parseArgs };
