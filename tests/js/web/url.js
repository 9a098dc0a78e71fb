// URL: parsing, serializing and the setters.
const texts = ['http://example.com', 'http://example.com/', 'HTTP://EXAMPLE.com:80/a/../b/./c?q#h', 'https://user:pass@host:443/p?q=1#f', 'http://user@host', 'http://:pass@host', 'http://user:@host', 'http://a:b@c:d@e.com', 'http://@host', 'http://host:', 'http://host:0', 'http://host:65535', 'http://host:65536', 'http://host:x', 'http://host:8 0',
  'http:example.com', 'http:/example.com', 'http:///example.com', 'http:\\\\example.com\\a\\b', '//host/path', '/path', 'path', '?q', '#f', '', '.', '..', '../x', './x', '../../../x', 'x/../y', '/%2e%2E/x', '/a/%2e/b', '/a/.%2e/b', ' http://trim.com ', 'http://ta\tb.c\nom/\r',
  'file:///a/b', 'file:a', 'file:/a', 'file://host/a', 'file://localhost/a', 'file:///C:/x', 'file:///C|/x', 'file://C:/x', 'file:c:\\x\\y', 'file:///C:/../..', 'file:..', 'file:?q', 'file:#f', 'C:/x', 'C|/x', '/C:/x', 'file:///a%20b?c d#e f',
  'mailto:a@b.c', 'data:text/plain,hi there?q#f', 'javascript:alert(1)', 'about:blank', 'urn:isbn:1', 'blob:https://a.com/x', 'blob:x', 'foo:bar/../baz', 'foo:/bar/../baz', 'foo://host/bar/..', 'foo://h:80/x', 'foo://', 'foo:///x', 'foo://user:pw@h', 'foo:?q', 'foo:#f', 'foo:', 'foo://a b', 'foo://a%20b', 'foo://é/é', 'foo:/..//p', 'foo://h\\x/y\\z', 'nope', '1http://x', 'a+b.c-d:x', ':x', '://x',
  'http://1.2.3.4', 'http://1.2.3', 'http://1.2', 'http://1', 'http://0x7f.1', 'http://0x7f000001', 'http://017700000001', 'http://256.1.1.1', 'http://1.2.3.4.5', 'http://1.2.3.4.', 'http://1.2.3.08', 'http://4294967295', 'http://4294967296', 'http://a.1', 'http://1.a', 'http://0x', 'http://1..2', 'http://0', 'http://0xffffffff', 'http://foo.0x4',
  'http://[::1]', 'http://[1:2:3:4:5:6:7:8]', 'http://[1:0:0:4:0:0:0:8]', 'http://[::]', 'http://[::1.2.3.4]', 'http://[::ffff:192.168.0.1]:8080/', 'http://[1::2::3]', 'http://[12345::]', 'http://[::1', 'http://[::1]x', 'http://[g::]', 'http://[1:2:3:4:5:6:7]', 'http://[::1.2.3]', 'http://[::256.1.1.1]', 'http://[1:2::3:4:5:6:7:8]', 'foo://[::1]/', 'http://[0:0:0:1::]', 'http://[1:2:3:4:5:6:1.2.3.4]', 'http://[:1]',
  'http://EXAMPLE.Com', 'http://bücher.de', 'http://xn--bcher-kva.de', 'http://faß.de', 'http://日本語.jp', 'http://a。b', 'http://☃.net', 'http://xn--', 'http://xn--a', 'http://a_b.c', 'http://-a.b', 'http://a-.b', 'http://a..b', 'http://.a', 'http://a.', 'http://%41.com', 'http://a%00b', 'http://a%20b', 'http://a<b', 'http://a^b', 'http://a|b', 'http://a%b', 'http://\u00ad', 'http://a\u200bb', 'http://ＧＯ.com', 'http://İ.com', 'http://a b',
  'http://h/a b', 'http://h/é?é#é', 'http://h/%zz%41', 'http://h/"<>`{}', 'http://h/?"<>\'`{}', 'http://h/#"<>`{}', 'foo://h/?\'', 'http://h/\ud800', 'http://h/a//b///c', 'http://h//', 'http://h/a/..//b', 'http://h?a?b#c#d', 'http://h#a?b', 'http://h/a;b=c,d', 'http://h/[]^|', 'http://u s:p s@h', "http://u'!*():p@h", 'http://u:p/@h', 'http://h/\u0001\u007f', 'ws://h:80', 'wss://h:443', 'ftp://h:21', 'ftp://h:22', 'http://h/a?', 'http://h/a#', 'http://h/a?#'];
const bases = [undefined, 'http://base.com/dir/file?bq#bf', 'file:///base/dir/file', 'foo://basehost/a/b', 'mailto:x@y', 'foo:opaque', 'file:///C:/a/b', 'https://u:p@b.com:8443'];
const show = (url) => ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'].map((name) => url[name]).join(' ');
for (const base of bases) {
  for (const text of texts) {
    let shown;
    try {
      shown = show(new URL(text, base));
    } catch (error) {
      shown = `${error.name} ${error.code}`;
    }
    console.log(JSON.stringify(text), base, '->', shown);
  }
}
const targets = ['http://user:pw@host.com:8080/p?q#h', 'https://h/', 'file:///p', 'foo://h/p', 'mailto:x', 'foo:/p'];
const values = {
  protocol: ['https', 'https:', 'HTTP://x', 'foo', 'file', 'ftp', '', '1x', 'a b', 'ws', 'h\tttp'], username: ['', 'a', 'a b:@/', 'é'], password: ['', 'a', 'a b:@/'],
  host: ['new.com', 'new.com:81', 'new.com:', 'a b', 'new.com/x', '[::1]:90', 'x@y', 'new.com:99999', 'EXAMPLE', 'localhost', '1.2', 'h\\x', 'h?x', 'a:b'], hostname: ['new.com', 'new.com:81', '', '[::1]', 'a<b', 'x/y', 'é.com'],
  port: ['', '80', '443', '99999', '81x', 'x', '0', '-1', '8 1', '00081'], pathname: ['', '/', 'x', '/a b', '../y', '?#', 'a\\b', '//x', '/./x/..'], search: ['', '?', 'a', '?a=b', '??', 'a#b', "'\" <>"], hash: ['', '#', 'a', '#a b', '##', '`<>"'], href: ['http://new/', 'nope', ' http://trim '],
};
for (const target of targets) {
  for (const [name, list] of Object.entries(values)) {
    for (const value of list) {
      // Node does not follow the standard here.
      if (target === 'foo:/p' && name.startsWith('host') && /:\d|^$/.test(value)) continue;
      const url = new URL(target);
      try {
        url[name] = value;
        console.log(target, name, JSON.stringify(value), '->', show(url));
      } catch (error) {
        console.log(target, name, JSON.stringify(value), '->', error.code);
      }
    }
  }
}
console.log(URL.canParse('x:'), URL.canParse('x'), URL.canParse('y', 'http://x'), URL.parse('nope'), URL.parse('a:b').href);
console.log(JSON.stringify({ u: new URL('http://a') }), `${new URL('http://a')}`, Object.prototype.toString.call(new URL('a:')), Object.keys(new URL('a:')));
console.log(new URL('http://a/b?c=d#e'), [[[new URL('a:')]]], { deep: { u: new URL('a:b') } });
for (const run of [() => new URL(), () => new URL('x'), () => new URL('/x', 'y'), () => URL.canParse(), () => URL.prototype.href, () => URL('a:')]) {
  try {
    run();
  } catch (error) {
    console.log(error.name, error.code, error.message, error.input, error.base);
  }
}
