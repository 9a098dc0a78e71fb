// needs: node_modules/crypto-js
// timeout: 60
// crypto-js: digests, ciphers and key derivation in plain JavaScript.
// gc-stress-interval: 20
const { report, makeRandom } = require('./fixtures/report.js');
const C = require('crypto-js');

const random = makeRandom(7);
let text = '';
for (let i = 0; i < 20000; i++) text += String.fromCharCode(32 + random(400));
for (const name of ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA3', 'RIPEMD160']) {
  console.log(name, C[name](text).toString(), C[`Hmac${name}`](text, 'key').toString());
}
const key = C.enc.Hex.parse('000102030405060708090a0b0c0d0e0f1011121314151617');
const iv = C.enc.Hex.parse('0f0e0d0c0b0a09080706050403020100');
for (const cipher of ['AES', 'TripleDES', 'Rabbit', 'RC4']) {
  for (const mode of ['CBC', 'ECB', 'CTR', 'OFB', 'CFB']) {
    if ((cipher === 'Rabbit' || cipher === 'RC4') && mode !== 'CBC') continue;
    const sealed = C[cipher].encrypt(text, key, { iv: iv.clone(), mode: C.mode[mode], padding: C.pad.Pkcs7 });
    report(`${cipher} ${mode}`, sealed.toString());
    console.log(C[cipher].decrypt(sealed, key, { iv: iv.clone(), mode: C.mode[mode], padding: C.pad.Pkcs7 }).toString() === C.enc.Utf8.parse(text).toString());
  }
}
console.log(C.PBKDF2('password', 'salt', { keySize: 8, iterations: 100 }).toString(),
            C.EvpKDF('password', 'salt', { keySize: 8, iterations: 100 }).toString());
console.log(C.enc.Base64.stringify(C.enc.Utf8.parse('naïve 日本語')), C.enc.Utf16.parse('ab').toString());
