// Iterators of the library are stepped without calls while nobody can tell.
const m = new Map([[1,2],[3,4]]); const s=new Set([1,2,3]);
for (const [k,v] of m) console.log(k,v); for (const x of s) console.log(x); console.log([..."héllo😀"], [...s], [...m.keys()], Array.from(m), new Map(m));
for (const x of new Uint8Array([1,2])) console.log(x); for (const [i,x] of ["a","b"].entries()) console.log(i,x);
const [a,b]=s; console.log(a,b); const it=s[Symbol.iterator](); it.next(); console.log([...it], it.next());
Object.getPrototypeOf(it).return = () => { console.log("return"); return {} }; for (const x of s) break; delete Object.getPrototypeOf(it).return;
const orig=Object.getPrototypeOf(it).next; Object.getPrototypeOf(it).next=function(){ const r=orig.call(this); if(!r.done) r.value*=2; return r}; console.log([...s]); for (const x of s) console.log(x); Object.getPrototypeOf(it).next=orig;
