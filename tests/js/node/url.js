// node:url: files, and the parser of old.
const url = require('node:url');
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
for (const value of ['file:///a/b', 'file:///a%20b/%C3%A9', 'file:///a%2Fb', 'file://host/a', 'http://x', 5, undefined, new URL('file:///x?y#z'), 'file://localhost/a', 'nope']) attempt(`fileURLToPath ${value}`, () => url.fileURLToPath(value));
for (const value of ['/a/b', '/a b/#?%\\\n\t', '/é', '/a/../b', '/a/', 5, '/']) attempt(`pathToFileURL ${JSON.stringify(value)}`, () => url.pathToFileURL(value).href);
attempt('domain', () => [url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'), url.domainToASCII('xn--iñvalid.com'), url.domainToUnicode('xn--iñvalid.com'), url.domainToASCII('中文.com')]);
attempt('options', () => url.urlToHttpOptions(new URL('https://u%20:p@[::1]:81/a?b#c')));
attempt('format', () => [url.format(new URL('http://u:p@测试.com/x?y#z'), { auth: false, fragment: false, search: false, unicode: true }), url.format(new URL('http://a.com/')), url.format('http://a.com'), url.format({ protocol: 'http', host: 'a.com', pathname: 'x', query: { a: [1, 2] }, hash: 'h' }), url.format({ hostname: '::1', port: 80, protocol: 'http:' }), url.format({ pathname: '/a?b#c', search: 'x#y' }), url.format({ auth: 'a:b@', hostname: 'h', slashes: true }), url.format({ protocol: 'mailto', pathname: 'a@b' })]);
attempt('format', () => url.format(5));
for (const text of ['http://user:pass@host.com:80/p/a?q=1#h', 'HTTP://HOST.com', '/a?b=1#c', 'a/b', '?q', '#h', '', '//host/path', 'mailto:a@b.c', 'javascript:alert(1)', 'http://a.com?q', 'http://a.com#h', 'http://[::1]:80/x', 'http://a b/c', 'http://a.com/b c"<>', 'x:y', 'file:///a/b', 'http://a@b@c/d', 'http:/a', 'http:a', ' http://trim.com ', 'http://a\\b\\c', 'http://a.com:/x', 'http://é.com/é', 'ftp://h:21', "http://h/'"]) {
  attempt(JSON.stringify(text), () => url.parse(text));
  attempt('  with query', () => url.parse(text, true).query);
  attempt('  slashes denote host', () => url.parse(text, false, true).host);
}
attempt('parse', () => url.parse(5));
attempt('parse', () => url.parse('http://a:b:c'));
for (const [from, to] of [['/one/two/three', 'four'], ['http://example.com/', '/one'], ['http://example.com/one', '/two'], ['http://a.com/b/c/d', '../e'], ['http://a.com/b/c/d', '../../../e'], ['http://a.com/b', '//c.com/d'], ['http://a.com/b', '?q'], ['http://a.com/b?x', '#h'], ['http://a.com/b', ''], ['http://a.com/b', 'https://c.com'], ['mailto:a@b', 'mailto:c@d'], ['http://u:p@a.com/b', '/c'], ['a/b', '../c'], ['/a/b', '.'], ['/a/b/', '..'], ['http://a.com', 'b'], ['.', 'x'], ['http://a.com/b/', './c/./d/..'], ['file:///a/b', 'c']]) {
  attempt(`${from} ${to}`, () => url.resolve(from, to));
}
attempt('same', () => [url.URL === URL, url.URLSearchParams === URLSearchParams, url.parse('http://a') instanceof url.Url]);
