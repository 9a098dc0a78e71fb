// TextEncoder and TextDecoder, atob and btoa.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
const bytes = (...list) => new Uint8Array(list);

attempt('unknown label', () => new TextDecoder('nope'));
attempt('no bytes', () => new TextDecoder().decode(3));
attempt('options', () => new TextDecoder('utf-8', 3));
attempt('objects', () => [new TextDecoder(), new TextDecoder('utf-8', { fatal: 1 }), new TextEncoder().encoding]);
attempt('labels', () => ['latin1', 'ASCII', ' utf8 ', 'ucs-2', 'utf-16be', 'UTF-16', 'iso88591', 'sjis', 'gb2312', 'cp1251', 'l2', 'logical', 'us-ascii', '\tunicode-1-1-utf-8\n'].map((l) => new TextDecoder(l).encoding));
attempt('encode', () => [new TextEncoder().encode('aé\u20ac\u{1f600}\ud800x\udc00'), new TextEncoder().encode(), new TextEncoder().encode(undefined), new TextEncoder().encode(12)]);
for (const size of [0, 1, 2, 3, 4, 5, 6, 9, 10, 20]) {
  attempt(`encodeInto ${size}`, () => {
    const target = new Uint8Array(size);
    return [new TextEncoder().encodeInto('aé\u20ac\u{1f600}\ud800', target), target];
  });
}
attempt('encodeInto a view', () => {
  const target = new Uint8Array(8);
  return [new TextEncoder().encodeInto('xyz', target.subarray(2, 4)), target];
});
attempt('encodeInto', () => new TextEncoder().encodeInto(1, 2));
attempt('encodeInto', () => new TextEncoder().encodeInto('a', 2));
attempt('foreign', () => TextDecoder.prototype.decode.call({}));
attempt('foreign', () => TextEncoder.prototype.encode.call({}));

attempt('decode sources', () => [new TextDecoder().decode(bytes(0x61, 0xc3, 0xa9).buffer), new TextDecoder().decode(new DataView(bytes(1, 0x62, 0x63).buffer, 1)), new TextDecoder().decode(new Uint16Array([0x4142])), new TextDecoder().decode(), new TextDecoder().decode(new SharedArrayBuffer(2)).length]);
const malformed = [[0xff], [0xc0, 0x80], [0xc3], [0xc3, 0x28], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x8f, 0xbf, 0xbf], [0xf0, 0x9f, 0x98], [0xf0, 0x9f, 0x41], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80], [0x80, 0x80], [0xe2, 0x82], [0x61, 0xe2, 0x82, 0x62, 0xff, 0xc3, 0xa9]];
for (const list of malformed) {
  attempt(list.map((b) => b.toString(16)).join(' '), () => JSON.stringify([...new TextDecoder().decode(bytes(...list))].map((c) => c.codePointAt(0).toString(16))));
  attempt('  fatal', () => new TextDecoder('utf-8', { fatal: true }).decode(bytes(...list)));
}
attempt('mark', () => [new TextDecoder().decode(bytes(0xef, 0xbb, 0xbf, 0x61)).length, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf, 0x61)).length, new TextDecoder().decode(bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf)).length]);
attempt('stream', () => {
  const d = new TextDecoder();
  return [d.decode(bytes(0xef, 0xbb), { stream: true }), d.decode(bytes(0xbf, 0x61), { stream: true }), d.decode(bytes(0xf0, 0x9f), { stream: true }), d.decode(bytes(0x98, 0x80, 0xe2), { stream: true }), d.decode(bytes(0x82, 0xac)), d.decode(bytes(0x62))];
});
attempt('stream cut', () => {
  const d = new TextDecoder();
  return [d.decode(bytes(0xf0, 0x9f), { stream: true }), d.decode(), d.decode(bytes(0x61))];
});
attempt('stream fatal', () => {
  const d = new TextDecoder('utf-8', { fatal: true });
  return [d.decode(bytes(0xe2, 0x82), { stream: true }), d.decode(bytes(0xac))];
});
attempt('stream fatal cut', () => {
  const d = new TextDecoder('utf-8', { fatal: true });
  return [d.decode(bytes(0xe2, 0x82), { stream: true }), d.decode()];
});
attempt('every split', () => {
  const text = 'aé\u20ac\u{1f600}\ufeffz';
  const all = new TextEncoder().encode(text);
  for (let i = 0; i <= all.length; i++) {
    const d = new TextDecoder('utf-8', { ignoreBOM: true });
    if (d.decode(all.subarray(0, i), { stream: true }) + d.decode(all.subarray(i)) !== text) return `wrong at ${i}`;
  }
  return 'same';
});
attempt('utf-16le', () => new TextDecoder('utf-16le').decode(bytes(0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0, 0xde)));
attempt('utf-16le lone', () => new TextDecoder('utf-16le').decode(bytes(0x61, 0, 0x3d, 0xd8)));
attempt('utf-16le fatal', () => new TextDecoder('utf-16le', { fatal: true }).decode(bytes(0x61, 0, 0x3d, 0xd8)));
attempt('utf-16be', () => new TextDecoder('utf-16be').decode(bytes(0xfe, 0xff, 0, 0x61, 0xd8, 0x3d, 0xde, 0)));
attempt('utf-16 stream', () => {
  const d = new TextDecoder('utf-16le');
  return [d.decode(bytes(0x61), { stream: true }), d.decode(bytes(0, 0x3d, 0xd8, 0), { stream: true }), d.decode(bytes(0xde))];
});
attempt('latin1', () => new TextDecoder('latin1').decode(bytes(0x41, 0xe9, 0xff)));
for (const label of ['shift_jis', 'gbk', 'gb18030', 'big5', 'iso-8859-2', 'koi8-r', 'windows-1251', 'macintosh', 'ibm866']) {
  attempt(label, () => new TextDecoder(label).decode(bytes(0x41, 0x88, 0x9f, 0xb0, 0xa1, 0x42)));
}
attempt('shift_jis stream', () => {
  const d = new TextDecoder('shift_jis');
  return [d.decode(bytes(0x41, 0x83), { stream: true }), d.decode(bytes(0x41))];
});

attempt('btoa', () => [btoa(''), btoa('a'), btoa('ab'), btoa('abc'), btoa('\xff\xfe\xfd\xfc'), btoa(null), btoa(12)]);
attempt('btoa', () => btoa('\u0100'));
attempt('btoa', () => btoa());
attempt('atob', () => [atob(''), atob('YQ=='), atob(' Y W J j\n'), atob('YQ'), atob(null), atob('//79/A==')]);
for (const text of ['*', 'YQ=', 'Y', 'YQ===', '=', 'Y=Q=', 'YQ==YQ==', '-_', '\u0100']) {
  attempt(`atob ${text}`, () => { try { return atob(text); } catch (e) { return `${e.name} ${e.code} ${e.constructor.name}`; } });
}
attempt('atob', () => atob());
attempt('round trip', () => {
  let all = '';
  for (let i = 0; i < 256; i++) all += String.fromCharCode(i);
  return atob(btoa(all)) === all;
});
