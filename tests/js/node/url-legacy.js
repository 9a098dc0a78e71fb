// The parser of old: host names with characters that no other grammar allows, and references against
// schemes that have no host.
const url = require('url');
for (let code = 1; code < 0x81; code++) {
  try {
    const { hostname, auth, pathname, href } = url.parse(`http://ab${String.fromCharCode(code)}cd/p`);
    console.log(code, JSON.stringify([hostname, auth, pathname, href]));
  } catch (error) {
    console.log(code, error.code);
  }
}
const references = ['g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', ';x', '.', './', '..', '../', '../g', '../..', './g/.', 'g/../h', 'http:g', 'mailto:a@b', '?', '#', 'a:b', ''];
for (const base of ['mailto:x@y', 'javascript:x', 'x:a/b/c', 'x://h/a/b', 'x:', 'mailto:a@b?s=t', 'http://u:p@h/a/b']) {
  for (const reference of references) console.log(base, reference, url.resolve(base, reference));
}
console.log(url.pathToFileURL('/~x/a b?c#d%e').href);
