// Methods of %TypedArray%.prototype that call back (ECMA-262 23.2.3). What is said in array.js holds here.
//
// An element of a typed array is read and written by the plain operators: an index leads to no prototype,
// what a buffer has lost reads as undefined, and a write there does nothing.
"use strict";
({
  // 23.2.3.8 %TypedArray%.prototype.every ( callback [ , thisArg ] )
  every(callback, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.every");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    for (let k = 0; k < len; k++) {
      if (!%Call(callback, thisArg, O[k], k, O)) return false;
    }
    return true;
  },

  // 23.2.3.10 %TypedArray%.prototype.filter ( callback [ , thisArg ] )
  filter(callback, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.filter");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    const kept = [];
    let captured = 0;
    for (let k = 0; k < len; k++) {
      const kValue = O[k];
      if (%Call(callback, thisArg, kValue, k, O)) %CreateDataProperty(kept, captured++, kValue);
    }
    const A = %TypedArraySpeciesCreate(O, captured, "%TypedArray%.prototype.filter");
    for (let n = 0; n < captured; n++) A[n] = kept[n];
    return A;
  },

  // 23.2.3.11 %TypedArray%.prototype.find ( predicate [ , thisArg ] )
  find(predicate, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.find");
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = 0; k < len; k++) {
      const kValue = O[k];
      if (%Call(predicate, thisArg, kValue, k, O)) return kValue;
    }
  },

  // 23.2.3.12 %TypedArray%.prototype.findIndex ( predicate [ , thisArg ] )
  findIndex(predicate, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.findIndex");
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = 0; k < len; k++) {
      if (%Call(predicate, thisArg, O[k], k, O)) return k;
    }
    return -1;
  },

  // 23.2.3.13 %TypedArray%.prototype.findLast ( predicate [ , thisArg ] )
  findLast(predicate, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.findLast");
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = len - 1; k >= 0; k--) {
      const kValue = O[k];
      if (%Call(predicate, thisArg, kValue, k, O)) return kValue;
    }
  },

  // 23.2.3.14 %TypedArray%.prototype.findLastIndex ( predicate [ , thisArg ] )
  findLastIndex(predicate, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.findLastIndex");
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = len - 1; k >= 0; k--) {
      if (%Call(predicate, thisArg, O[k], k, O)) return k;
    }
    return -1;
  },

  // 23.2.3.15 %TypedArray%.prototype.forEach ( callback [ , thisArg ] )
  forEach(callback, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.forEach");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    for (let k = 0; k < len; k++) %Call(callback, thisArg, O[k], k, O);
  },

  // 23.2.3.22 %TypedArray%.prototype.map ( callback [ , thisArg ] )
  map(callback, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.map");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    const A = %TypedArraySpeciesCreate(O, len, "%TypedArray%.prototype.map");
    for (let k = 0; k < len; k++) A[k] = %Call(callback, thisArg, O[k], k, O);
    return A;
  },

  // 23.2.3.23 %TypedArray%.prototype.reduce ( callback [ , initialValue ] )
  reduce(callback, initialValue) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.reduce");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let k = 0;
    let accumulator = initialValue;
    if (%ArgumentCount() < 2) {
      if (len === 0) %ThrowTypeError("Reduce of empty array with no initial value");
      accumulator = O[k++];
    }
    for (; k < len; k++) accumulator = %Call(callback, undefined, accumulator, O[k], k, O);
    return accumulator;
  },

  // 23.2.3.24 %TypedArray%.prototype.reduceRight ( callback [ , initialValue ] )
  reduceRight(callback, initialValue) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.reduceRight");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let k = len - 1;
    let accumulator = initialValue;
    if (%ArgumentCount() < 2) {
      if (len === 0) %ThrowTypeError("Reduce of empty array with no initial value");
      accumulator = O[k--];
    }
    for (; k >= 0; k--) accumulator = %Call(callback, undefined, accumulator, O[k], k, O);
    return accumulator;
  },

  // 23.2.3.28 %TypedArray%.prototype.some ( callback [ , thisArg ] )
  some(callback, thisArg) {
    const O = this;
    const len = %TypedArrayLength(O, "%TypedArray%.prototype.some");
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    for (let k = 0; k < len; k++) {
      if (%Call(callback, thisArg, O[k], k, O)) return true;
    }
    return false;
  },
})
