// timeout: 240
// A chess move generator, checked by the number of positions reachable in a few moves (perft).
// gc-stress-interval: 50
'use strict';

const WHITE = 8, BLACK = 16;
const PAWN = 1, KNIGHT = 2, BISHOP = 3, ROOK = 4, QUEEN = 5, KING = 6;
const LETTERS = { p: PAWN, n: KNIGHT, b: BISHOP, r: ROOK, q: QUEEN, k: KING };
const STEPS = {
  [KNIGHT]: [-33, -31, -18, -14, 14, 18, 31, 33],
  [BISHOP]: [-17, -15, 15, 17],
  [ROOK]: [-16, -1, 1, 16],
  [QUEEN]: [-17, -16, -15, -1, 1, 15, 16, 17],
  [KING]: [-17, -16, -15, -1, 1, 15, 16, 17],
};
const CASTLING = {
  K: { side: WHITE, king: 0x74, to: 0x76, rook: 0x77, rookTo: 0x75, empty: [0x75, 0x76], safe: [0x74, 0x75, 0x76] },
  Q: { side: WHITE, king: 0x74, to: 0x72, rook: 0x70, rookTo: 0x73, empty: [0x71, 0x72, 0x73], safe: [0x74, 0x73, 0x72] },
  k: { side: BLACK, king: 0x04, to: 0x06, rook: 0x07, rookTo: 0x05, empty: [0x05, 0x06], safe: [0x04, 0x05, 0x06] },
  q: { side: BLACK, king: 0x04, to: 0x02, rook: 0x00, rookTo: 0x03, empty: [0x01, 0x02, 0x03], safe: [0x04, 0x03, 0x02] },
};

const squareName = (square) => 'abcdefgh'[square & 7] + (8 - (square >> 4));

class Move {
  constructor(from, to, piece, captured, { promotion = 0, enPassant = false, castle = null, double = false } = {}) {
    this.from = from;
    this.to = to;
    this.piece = piece;
    this.captured = captured;
    this.promotion = promotion;
    this.enPassant = enPassant;
    this.castle = castle;
    this.double = double;
  }
  toString() {
    return squareName(this.from) + squareName(this.to) + (this.promotion ? ' nbrq'[this.promotion - 1] : '');
  }
}

// The board is 0x88: a square is row * 16 + column, and a square off the board has a bit of 0x88.
class Position {
  constructor(fen) {
    const [board, side, castling, enPassant] = fen.split(' ');
    this.board = new Array(128).fill(0);
    this.kings = {};
    board.split('/').forEach((row, y) => {
      let x = 0;
      for (const letter of row) {
        if (letter >= '1' && letter <= '8') {
          x += Number(letter);
          continue;
        }
        const colour = letter === letter.toUpperCase() ? WHITE : BLACK;
        const piece = LETTERS[letter.toLowerCase()];
        this.board[y * 16 + x] = piece | colour;
        if (piece === KING) this.kings[colour] = y * 16 + x;
        x++;
      }
    });
    this.side = side === 'w' ? WHITE : BLACK;
    this.castling = new Set(castling === '-' ? [] : castling);
    this.enPassant = enPassant === '-' ? -1 : (8 - Number(enPassant[1])) * 16 + 'abcdefgh'.indexOf(enPassant[0]);
    this.history = [];
  }

  isAttacked(square, by) {
    const { board } = this;
    const pawnStep = by === WHITE ? 16 : -16;
    for (const side of [-1, 1]) {
      const from = square + pawnStep + side;
      if (!(from & 0x88) && board[from] === (PAWN | by)) return true;
    }
    for (const step of STEPS[KNIGHT]) {
      const from = square + step;
      if (!(from & 0x88) && board[from] === (KNIGHT | by)) return true;
    }
    for (const step of STEPS[QUEEN]) {
      const straight = step === 1 || step === -1 || step === 16 || step === -16;
      let from = square + step;
      if (!(from & 0x88) && board[from] === (KING | by)) return true;
      while (!(from & 0x88)) {
        const piece = board[from];
        if (piece) {
          if (piece === (QUEEN | by) || piece === ((straight ? ROOK : BISHOP) | by)) return true;
          break;
        }
        from += step;
      }
    }
    return false;
  }

  *pawnMoves(from) {
    const { board, side } = this;
    const forward = side === WHITE ? -16 : 16;
    const [homeRow, lastRow] = side === WHITE ? [6, 0] : [1, 7];
    const piece = PAWN | side;
    const advance = function* (to, captured, extra) {
      if (to >> 4 === lastRow) {
        for (const promotion of [QUEEN, ROOK, BISHOP, KNIGHT]) yield new Move(from, to, piece, captured, { promotion });
      } else {
        yield new Move(from, to, piece, captured, extra);
      }
    };
    const one = from + forward;
    if (!(one & 0x88) && !board[one]) {
      yield* advance(one, 0);
      const two = one + forward;
      if (from >> 4 === homeRow && !board[two]) yield new Move(from, two, piece, 0, { double: true });
    }
    for (const step of [forward - 1, forward + 1]) {
      const to = from + step;
      if (to & 0x88) continue;
      if (to === this.enPassant) {
        yield new Move(from, to, piece, PAWN | (side ^ 24), { enPassant: true });
      } else if (board[to] && !(board[to] & side)) {
        yield* advance(to, board[to]);
      }
    }
  }

  *pseudoMoves() {
    const { board, side } = this;
    for (let from = 0; from < 128; from++) {
      if (from & 0x88) {
        from += 7;
        continue;
      }
      const piece = board[from];
      if (!piece || !(piece & side)) continue;
      const kind = piece & 7;
      if (kind === PAWN) {
        yield* this.pawnMoves(from);
        continue;
      }
      const slides = kind === BISHOP || kind === ROOK || kind === QUEEN;
      for (const step of STEPS[kind]) {
        for (let to = from + step; !(to & 0x88); to += step) {
          const captured = board[to];
          if (captured & side) break;
          yield new Move(from, to, piece, captured);
          if (captured || !slides) break;
        }
      }
      if (kind !== KING) continue;
      for (const right of this.castling) {
        const castle = CASTLING[right];
        if (castle.side !== side || castle.empty.some((square) => board[square])) continue;
        if (castle.safe.some((square) => this.isAttacked(square, side ^ 24))) continue;
        yield new Move(from, castle.to, piece, 0, { castle });
      }
    }
  }

  make(move) {
    const { board, side } = this;
    this.history.push({ move, castling: this.castling, enPassant: this.enPassant });
    board[move.from] = 0;
    board[move.to] = move.promotion ? move.promotion | side : move.piece;
    if (move.enPassant) board[this.pawnBehind(move.to)] = 0;
    if (move.castle) {
      board[move.castle.rookTo] = board[move.castle.rook];
      board[move.castle.rook] = 0;
    }
    if ((move.piece & 7) === KING) this.kings[side] = move.to;
    const lost = [...this.castling].filter((right) => {
      const { king, rook } = CASTLING[right];
      return [king, rook].includes(move.from) || rook === move.to;
    });
    if (lost.length) this.castling = new Set([...this.castling].filter((right) => !lost.includes(right)));
    this.enPassant = move.double ? (move.from + move.to) / 2 : -1;
    this.side ^= 24;
  }

  unmake() {
    const { move, castling, enPassant } = this.history.pop();
    const { board } = this;
    this.side ^= 24;
    board[move.from] = move.piece;
    board[move.to] = move.enPassant ? 0 : move.captured;
    if (move.enPassant) board[this.pawnBehind(move.to)] = move.captured;
    if (move.castle) {
      board[move.castle.rook] = board[move.castle.rookTo];
      board[move.castle.rookTo] = 0;
    }
    if ((move.piece & 7) === KING) this.kings[this.side] = move.from;
    this.castling = castling;
    this.enPassant = enPassant;
  }

  // The square of the pawn that an en-passant capture to `square` takes.
  pawnBehind(square) {
    return square >> 4 === 2 ? square + 16 : square - 16;
  }

  *moves() {
    const mover = this.side;
    for (const move of this.pseudoMoves()) {
      this.make(move);
      const legal = !this.isAttacked(this.kings[mover], mover ^ 24);
      this.unmake();
      if (legal) yield move;
    }
  }
}

function perft(position, depth) {
  if (depth === 0) return 1;
  let count = 0;
  for (const move of position.moves()) {
    if (depth === 1) {
      count++;
      continue;
    }
    position.make(move);
    count += perft(position, depth - 1);
    position.unmake();
  }
  return count;
}

// Positions and counts that are published for checking move generators.
const cases = [
  ['start', 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -', [20, 400, 8902]],
  ['castling and pins', 'r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq -', [48, 2039, 97862]],
  ['endgame', '8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - -', [14, 191, 2812, 43238]],
  ['promotions', 'r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq -', [6, 264, 9467]],
  ['middle', 'r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - -', [46, 2079]],
];
for (const [name, fen, expected] of cases) {
  const position = new Position(fen);
  const before = JSON.stringify(position.board);
  expected.forEach((count, index) => {
    const found = perft(position, index + 1);
    console.log(`${name} depth ${index + 1}: ${found} ${found === count ? 'as published' : 'WRONG, ' + count}`);
  });
  console.log(JSON.stringify(position.board) === before ? 'position restored' : 'POSITION CHANGED');
}
const divide = [...new Position(cases[3][1]).moves()].map(String).sort();
console.log(divide.join(' '));
