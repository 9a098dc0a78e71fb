// Private members.

class Account {
  #balance = 0;
  static #made = 0;
  constructor() { Account.#made++; }
  deposit(by) { this.#balance = this.#balance + by | 0; return this; }
  get balance() { return this.#balance; }
  #twice() { return this.#balance * 2; }
  doubled() { return this.#twice(); }
  get #secret() { return this.#balance + 1; }
  reveal() { return this.#secret; }
  static is(value) { return #balance in value; }
  static made() { return this.#made; }
}
class Savings extends Account { #rate = 3; interest() { return this.balance * this.#rate | 0; } }

bench('construct', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new Account();
  return last.balance;
});
bench('construct derived', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new Savings();
  return last.interest();
});
bench('read and write', function (n) {
  const account = new Account();
  for (let i = 0; i < n; i++) account.deposit(i);
  return account.balance;
});
bench('method', function (n) {
  const account = new Account().deposit(3);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + account.doubled() | 0;
  return sum;
});
bench('getter', function (n) {
  const account = new Account().deposit(3);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + account.reveal() | 0;
  return sum;
});
bench('#name in object', function (n) {
  const all = [new Account(), {}];
  let count = 0;
  for (let i = 0; i < n; i++) if (Account.is(all[i & 1])) count++;
  return count;
});
bench('static', function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + (Account.made() > 0 ? 1 : 0) | 0;
  return sum;
});
