// Array methods that call back (ECMA-262 23.1.2 and 23.1.3).
//
// Nothing here may be seen by, or depend on, what programs do to the global object or to prototypes:
// only operators, and %Name(…), an operation of the engine (bytecode/intrinsic_functions.def).
// %NextCandidate and %PreviousCandidate skip indices that are known to be absent.
"use strict";
({
  // 23.1.2.1.1 Array.fromAsync ( items [ , mapper [ , thisArg ] ] )
  async fromAsync(items, mapper, thisArg) {
    const C = this;
    if (mapper !== undefined && !%IsCallable(mapper)) {
      %ThrowTypeError("% is not a function", mapper);
    }
    // c. to g. undefined if there is no iterator method
    const iterator = %OpenAsyncIterator(items);
    if (iterator !== undefined) {
      const next = iterator.next;
      const A = %ConstructArray(C);
      for (let k = 0; ; k++) {
        const result = await %Call(next, iterator);
        if (!%IsObject(result)) %ThrowTypeError("Iterator result % is not an object", result);
        if (result.done) {
          A.length = k;
          return A;
        }
        let value = result.value;
        try {
          if (mapper !== undefined) value = await %Call(mapper, thisArg, value, k);
          %CreateDataProperty(A, k, value);
        } catch (error) {
          // AsyncIteratorClose of a throw completion
          try {
            const close = iterator.return;
            if (close !== undefined && close !== null) await %Call(close, iterator);
          } catch {
          }
          throw error;
        }
      }
    }
    // i. Else, items is neither an AsyncIterable nor an Iterable
    const arrayLike = %ToObject(items);
    const len = %ToLength(arrayLike.length);
    const A = %ConstructArray(C, len);
    for (let k = 0; k < len; k++) {
      let value = await arrayLike[k];
      if (mapper !== undefined) value = await %Call(mapper, thisArg, value, k);
      %CreateDataProperty(A, k, value);
    }
    A.length = len;
    return A;
  },

  // 23.1.3.6 Array.prototype.every ( callback [ , thisArg ] )
  every(callback, thisArg) {
    const O = %ThisObject(this, "Array.prototype.every");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let kValue;
    for (let k = 0; k < len; k++) {
      if (%LoadPresent(kValue, O, k)) {
        if (!%Call(callback, thisArg, kValue, k, O)) return false;
      } else {
        k = %NextCandidate(O, k + 1, len) - 1;
      }
    }
    return true;
  },

  // 23.1.3.8 Array.prototype.filter ( callback [ , thisArg ] )
  filter(callback, thisArg) {
    const O = %ThisObject(this, "Array.prototype.filter");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    const A = %ArraySpeciesCreate(O, 0);
    let to = 0;
    let kValue;
    for (let k = 0; k < len; k++) {
      if (%LoadPresent(kValue, O, k)) {
        if (%Call(callback, thisArg, kValue, k, O)) %CreateDataProperty(A, to++, kValue);
      } else {
        k = %NextCandidate(O, k + 1, len) - 1;
      }
    }
    return A;
  },

  // 23.1.3.9 Array.prototype.find ( predicate [ , thisArg ] )
  find(predicate, thisArg) {
    const O = %ThisObject(this, "Array.prototype.find");
    const len = %ToLength(O.length);
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = 0; k < len; k++) {
      const kValue = O[k];
      if (%Call(predicate, thisArg, kValue, k, O)) return kValue;
    }
  },

  // 23.1.3.10 Array.prototype.findIndex ( predicate [ , thisArg ] )
  findIndex(predicate, thisArg) {
    const O = %ThisObject(this, "Array.prototype.findIndex");
    const len = %ToLength(O.length);
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = 0; k < len; k++) {
      if (%Call(predicate, thisArg, O[k], k, O)) return k;
    }
    return -1;
  },

  // 23.1.3.11 Array.prototype.findLast ( predicate [ , thisArg ] )
  findLast(predicate, thisArg) {
    const O = %ThisObject(this, "Array.prototype.findLast");
    const len = %ToLength(O.length);
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = len - 1; k >= 0; k--) {
      const kValue = O[k];
      if (%Call(predicate, thisArg, kValue, k, O)) return kValue;
    }
  },

  // 23.1.3.12 Array.prototype.findLastIndex ( predicate [ , thisArg ] )
  findLastIndex(predicate, thisArg) {
    const O = %ThisObject(this, "Array.prototype.findLastIndex");
    const len = %ToLength(O.length);
    if (!%IsCallable(predicate)) %ThrowTypeError("% is not a function", predicate);
    for (let k = len - 1; k >= 0; k--) {
      if (%Call(predicate, thisArg, O[k], k, O)) return k;
    }
    return -1;
  },

  // 23.1.3.14 Array.prototype.flatMap ( mapperFunction [ , thisArg ] )
  flatMap(mapperFunction, thisArg) {
    const O = %ThisObject(this, "Array.prototype.flatMap");
    const sourceLen = %ToLength(O.length);
    if (!%IsCallable(mapperFunction)) {
      %ThrowTypeError("flatMap mapper function is not callable");
    }
    const A = %ArraySpeciesCreate(O, 0);
    // FlattenIntoArray(A, O, sourceLen, 0, 1, mapperFunction, thisArg)
    let targetIndex = 0;
    for (let k = 0; k < sourceLen; k++) {
      if (!(k in O)) {
        k = %NextCandidate(O, k + 1, sourceLen) - 1;
        continue;
      }
      const element = %Call(mapperFunction, thisArg, O[k], k, O);
      if (!%IsArray(element)) {
        if (targetIndex >= 9007199254740991) %ThrowTypeError("Invalid array length");
        %CreateDataProperty(A, targetIndex++, element);
        continue;
      }
      const elementLen = %ToLength(element.length);
      for (let j = 0; j < elementLen; j++) {
        if (j in element) {
          if (targetIndex >= 9007199254740991) %ThrowTypeError("Invalid array length");
          %CreateDataProperty(A, targetIndex++, element[j]);
        } else {
          j = %NextCandidate(element, j + 1, elementLen) - 1;
        }
      }
    }
    return A;
  },

  // 23.1.3.15 Array.prototype.forEach ( callback [ , thisArg ] )
  forEach(callback, thisArg) {
    const O = %ThisObject(this, "Array.prototype.forEach");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let kValue;
    for (let k = 0; k < len; k++) {
      if (%LoadPresent(kValue, O, k)) {
        %Call(callback, thisArg, kValue, k, O);
      } else {
        k = %NextCandidate(O, k + 1, len) - 1;
      }
    }
  },

  // 23.1.3.21 Array.prototype.map ( callback [ , thisArg ] )
  map(callback, thisArg) {
    const O = %ThisObject(this, "Array.prototype.map");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    // A plain array that grows as it is filled has no holes but the source's.
    const isPlain = %CreatesPlainArray(O);
    const A = isPlain ? %ReserveArray(O) : %ArraySpeciesCreate(O, len);
    let kValue;
    for (let k = 0; k < len; k++) {
      if (%LoadPresent(kValue, O, k)) {
        %CreateDataProperty(A, k, %Call(callback, thisArg, kValue, k, O));
      } else {
        k = %NextCandidate(O, k + 1, len) - 1;
      }
    }
    if (isPlain && A.length !== len) A.length = len;
    return A;
  },

  // 23.1.3.24 Array.prototype.reduce ( callback [ , initialValue ] )
  reduce(callback, initialValue) {
    const O = %ThisObject(this, "Array.prototype.reduce");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let k = 0;
    let accumulator = initialValue;
    if (%ArgumentCount() < 2) {
      // 8. The first element that is present
      for (; ; k++) {
        if (k >= len) %ThrowTypeError("Reduce of empty array with no initial value");
        if (k in O) break;
        k = %NextCandidate(O, k + 1, len) - 1;
      }
      accumulator = O[k++];
    }
    let kValue;
    for (; k < len; k++) {
      if (%LoadPresent(kValue, O, k)) {
        accumulator = %Call(callback, undefined, accumulator, kValue, k, O);
      } else {
        k = %NextCandidate(O, k + 1, len) - 1;
      }
    }
    return accumulator;
  },

  // 23.1.3.25 Array.prototype.reduceRight ( callback [ , initialValue ] )
  reduceRight(callback, initialValue) {
    const O = %ThisObject(this, "Array.prototype.reduceRight");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let k = len - 1;
    let accumulator = initialValue;
    if (%ArgumentCount() < 2) {
      // 8. The last element that is present
      for (; ; k--) {
        if (k < 0) %ThrowTypeError("Reduce of empty array with no initial value");
        if (k in O) break;
        k = %PreviousCandidate(O, k);
      }
      accumulator = O[k--];
    }
    let kValue;
    for (; k >= 0; k--) {
      if (%LoadPresent(kValue, O, k)) {
        accumulator = %Call(callback, undefined, accumulator, kValue, k, O);
      } else {
        k = %PreviousCandidate(O, k);
      }
    }
    return accumulator;
  },

  // 23.1.3.29 Array.prototype.some ( callback [ , thisArg ] )
  some(callback, thisArg) {
    const O = %ThisObject(this, "Array.prototype.some");
    const len = %ToLength(O.length);
    if (!%IsCallable(callback)) %ThrowTypeError("% is not a function", callback);
    let kValue;
    for (let k = 0; k < len; k++) {
      if (%LoadPresent(kValue, O, k)) {
        if (%Call(callback, thisArg, kValue, k, O)) return true;
      } else {
        k = %NextCandidate(O, k + 1, len) - 1;
      }
    }
    return false;
  },
})
