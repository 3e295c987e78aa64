/** Leads as a regression reads them: of each row the columns that are 1, all others being 0. */
export interface Design {
  rows: number;
  /** How many columns there are. */
  columns: number;
  /** How many stand for each row in `active`. */
  width: number;
  /** Row by row, the columns that are 1; -1 for none. */
  active: Int32Array;
}

/** What is held small: each column's own value by its weight, and differences of two. */
export interface Penalty {
  own: Float64Array;
  apart: readonly { a: number; b: number; weight: number }[];
}

export interface Fit {
  intercept: number;
  /** Log odds that each column adds. */
  weights: Float64Array;
  /** The variance of a sum of the weights, each taken so many times: of the normal distribution that the penalty and the leads leave. */
  varianceOf(contrast: Float64Array): number;
}

const steps = 40;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Logistic regression with a quadratic penalty, by Newton's method, each step halved until it is no worse (Hastie, Tibshirani
 * and Friedman 2009, The Elements of Statistical Learning, 4.4.1 and 3.4.1 for the ridge; differences of neighbours as in
 * Eilers and Marx 1996, Stat. Sci. 11). It has one solution where every column has a penalty.
 */
export function fitLogistic(design: Design, won: Uint8Array, { own, apart }: Penalty): Fit {
  const { rows, columns, width, active } = design;
  const size = columns + 1;
  // The last one is the intercept, which nothing holds but what keeps the equations solvable.
  let weights = new Float64Array(size);
  let loss = lossOf(design, won, weights, own, apart);
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let step = 0; step < steps; step++) {
    gradient.fill(0);
    hessian.fill(0);
    for (let row = 0; row < rows; row++) {
      const [from, to] = [row * width, (row + 1) * width];
      const p = sigmoid(linear(design, row, weights));
      const error = (won[row] as number) - p;
      const curve = p * (1 - p);
      for (let n = from; n < to; n++) {
        const a = active[n] as number;
        if (a < 0) continue;
        gradient[a] = (gradient[a] as number) + error;
        const line = a * size;
        // Columns of a row stand in ascending order, so that these are the lower half.
        for (let m = from; m <= n; m++) {
          const b = active[m] as number;
          if (b >= 0) hessian[line + b] = (hessian[line + b] as number) + curve;
        }
        hessian[columns * size + a] = (hessian[columns * size + a] as number) + curve;
      }
      gradient[columns] = (gradient[columns] as number) + error;
      hessian[size * size - 1] = (hessian[size * size - 1] as number) + curve;
    }
    for (let n = 0; n < columns; n++) {
      gradient[n] = (gradient[n] as number) - (own[n] as number) * (weights[n] as number);
      hessian[n * size + n] = (hessian[n * size + n] as number) + (own[n] as number);
    }
    for (const { a, b, weight } of apart) {
      const pull = weight * ((weights[a] as number) - (weights[b] as number));
      gradient[a] = (gradient[a] as number) - pull;
      gradient[b] = (gradient[b] as number) + pull;
      for (const one of [a, b]) hessian[one * size + one] = (hessian[one * size + one] as number) + weight;
      const across = Math.max(a, b) * size + Math.min(a, b);
      hessian[across] = (hessian[across] as number) - weight;
    }
    hessian[size * size - 1] = (hessian[size * size - 1] as number) + 1e-9;
    factor(hessian, size);
    const move = solve(hessian, gradient, size);
    let part = 1;
    let next = weights;
    let after = loss;
    for (; part > 1e-4; part /= 2) {
      next = weights.map((weight, n) => weight + part * (move[n] as number));
      after = lossOf(design, won, next, own, apart);
      if (after <= loss) break;
    }
    if (!(loss - after > 1e-9 * (1 + loss))) break;
    weights = next;
    loss = after;
  }
  return {
    intercept: weights[columns] as number,
    weights: weights.subarray(0, columns),
    varianceOf: (contrast) => {
      const half = forward(hessian, Float64Array.of(...contrast, 0), size);
      return half.reduce((sum, one) => sum + one * one, 0);
    },
  };
}

/** The log odds of one row, of which the last weight is the intercept. */
export function linear({ width, active, columns }: Design, row: number, weights: Float64Array): number {
  let sum = weights[columns] as number;
  for (let n = row * width; n < (row + 1) * width; n++) {
    const column = active[n] as number;
    if (column >= 0) sum += weights[column] as number;
  }
  return sum;
}

/** The logarithm of 1 + e^x, without overflow. */
export const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

function lossOf(
  design: Design,
  won: Uint8Array,
  weights: Float64Array,
  own: Float64Array,
  apart: Penalty["apart"],
): number {
  let loss = 0;
  for (let row = 0; row < design.rows; row++) {
    const x = linear(design, row, weights);
    loss += softplus(x) - (won[row] as number) * x;
  }
  for (let n = 0; n < design.columns; n++) loss += 0.5 * (own[n] as number) * (weights[n] as number) ** 2;
  for (const { a, b, weight } of apart) loss += 0.5 * weight * ((weights[a] as number) - (weights[b] as number)) ** 2;
  return loss;
}

/** Cholesky's factor of a symmetric positive definite matrix, of which the lower half is given and replaced. */
function factor(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
      matrix[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[j * size + j] as number);
    }
}

function forward(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - (lower[i * size + k] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (lower[i * size + i] as number);
  }
  return x;
}

/** Solves the equations of a factored matrix. */
function solve(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = forward(lower, right, size);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] = (x[i] as number) - (lower[k * size + i] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (lower[i * size + i] as number);
  }
  return x;
}
